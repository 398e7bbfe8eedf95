# SPDX-License-Identifier: Apache-2.0
"""S3 on disk compared with what the device, the kernel and MD5 do by themselves, in the same run."""
import hashlib
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time

import benchmark
import client

SECONDS = int(os.environ.get("BENCHMARK_SECONDS", "4"))
SMALL = 4096
LARGE = 64 << 20
LARGE_ROUNDS = 20
LARGE_WARM_ROUNDS = 10
LISTINGS = 300
LISTINGS_WARM = 200
FOLDERS = 1000
# The just-in-time compiler is busy for the first seconds of each kind of request.
WARM_ROUNDS = 3
OBJECTS = int(os.environ.get("BENCHMARK_OBJECTS", "100000"))
STARTS = 3
UNSIGNED = "UNSIGNED-PAYLOAD"


def sync_millis(folder, length=SMALL):
    """Median time of one append and fdatasync."""
    block, times = os.urandom(length), []
    path = os.path.join(folder, "sync-test")
    with open(path, "wb", buffering=0) as file:
        end = time.monotonic() + 2
        while time.monotonic() < end:
            start = time.perf_counter()
            file.write(block)
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - start)
    os.unlink(path)
    return statistics.median(times) * 1000


def wrk(port, script, connections):
    """Requests a second and median latency in milliseconds."""
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", "-s", script, f"http://127.0.0.1:{port}"],
        check=True, capture_output=True, text=True, timeout=SECONDS + 30).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"benchmark-s3-store: not every request was answered with success:\n{output}")
    number, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", output).groups()
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1)),
            float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit])


def tell(what, figure):
    print(f"| {what} | {figure} |", flush=True)


def request(method, port, path, headers, length=0):
    lines = [f"{method} {path} HTTP/1.1"] + [f"{name}: {value}" for name, value in headers.items()]
    if method == "PUT":
        lines.append(f"content-length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def answer(connection):
    """Reads a head; the length of the body and what of it came with the head."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            sys.exit("benchmark-s3-store: the server closed the connection")
        head += piece
    head, rest = head.split(b"\r\n\r\n", 1)
    if b" 200" not in head.split(b"\r\n", 1)[0]:
        sys.exit(f"benchmark-s3-store: {head[:300]!r} {rest[:300]!r}")
    length = re.search(rb"content-length: *(\d+)", head, re.I)
    return int(length.group(1)) if length else 0, len(rest)


def drain(connection, left):
    buffer = bytearray(1 << 20)
    while left > 0:
        count = connection.recv_into(buffer, min(left, len(buffer)))
        if count == 0:
            sys.exit("benchmark-s3-store: a body was cut")
        left -= count


def download_seconds(port, path, signed):
    with socket.create_connection(("127.0.0.1", port)) as connection:
        start = time.perf_counter()
        connection.sendall(request("GET", port, path, client.sign(client.ROOT, "GET", port, "s3", path))
                           if signed else b"GET / HTTP/1.1\r\n\r\n")
        read_all(connection)
        return time.perf_counter() - start


def upload_seconds(port, path, body):
    headers = client.sign(client.ROOT, "PUT", port, "s3", path, payload=UNSIGNED)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        start = time.perf_counter()
        connection.sendall(request("PUT", port, path, headers, len(body)))
        connection.sendall(body)
        read_all(connection)
        return time.perf_counter() - start


def write_seconds(folder, body):
    path = os.path.join(folder, "write-test")
    start = time.perf_counter()
    with open(path, "wb", buffering=0) as file:
        file.write(body)
        os.fdatasync(file.fileno())
    took = time.perf_counter() - start
    os.unlink(path)
    return took


def raw_sendfile(path):
    """A server that does nothing but sendfile; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            connection, _ = listener.accept()
            with connection, open(path, "rb") as file:
                connection.recv(65536)
                connection.sendall(f"HTTP/1.1 200 OK\r\ncontent-length: {LARGE}\r\n\r\n".encode())
                done = 0
                while done < LARGE:
                    done += os.sendfile(connection.fileno(), file.fileno(), done, LARGE - done)

    if os.fork() == 0:
        try:
            parent = os.getppid()
            threading.Thread(target=serve, daemon=True).start()
            while os.getppid() == parent:
                time.sleep(0.2)
        finally:
            os._exit(0)
    port = listener.getsockname()[1]
    listener.close()
    return port


def fill(port, count):
    """Makes objects of a few bytes on 32 connections in step."""
    connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(32)]
    for first in range(0, count, len(connections)):
        used = connections[:min(len(connections), count - first)]
        for i, connection in enumerate(used):
            path = f"/bench-list/folder-{(first + i) % FOLDERS:03d}/object-{first + i:08d}"
            headers = client.sign(client.ROOT, "PUT", port, "s3", path, payload=UNSIGNED)
            connection.sendall(request("PUT", port, path, headers, 4) + b"1234")
        for connection in used:
            read_all(connection)
    for connection in connections:
        connection.close()


def list_millis(port, query):
    """Median time of a listing; the parameters of the query are in order."""
    times = []
    for _ in range(LISTINGS):
        headers = client.sign(client.ROOT, "GET", port, "s3", "/bench-list", query=query)
        with socket.create_connection(("127.0.0.1", port)) as connection:
            start = time.perf_counter()
            connection.sendall(request("GET", port, f"/bench-list?{query}", headers))
            read_all(connection)
            times.append(time.perf_counter() - start)
    return statistics.median(times[LISTINGS_WARM:]) * 1000


def read_all(connection):
    length, came = answer(connection)
    drain(connection, length - came)


def small_requests(folder, port):
    user, session, role = benchmark.prepare(port)
    hello_port = client.free_port()
    distribution = f"{client.TOP}/gateway-server/target/distribution/*"
    classes = os.path.join(folder, "hello")
    subprocess.run(["javac", "-nowarn", "-d", classes, "-cp", distribution,
                    f"{client.TOP}/gateway-server/src/test/java/io/drawbridge/server/bench/HelloServer.java"], check=True)
    hello = client.Process(["java", "-XX:+UseParallelGC", "-cp", f"{classes}:{distribution}",
                            "io.drawbridge.server.bench.HelloServer", str(hello_port)],
                           os.path.join(folder, "hello.log"))
    try:
        time.sleep(2)
        script = os.path.join(folder, "small.lua")
        benchmark.lua(script, *benchmark.signed_requests("PUT 4 KiB root", port, user, session, role))
        for _ in range(WARM_ROUNDS):
            wrk(port, script, 64)
        for _ in range(2):
            before = sync_millis(folder)
            rate, p50 = wrk(port, script, 1)
            tell("PUT 4 KiB, 1 client: p50 (F: median fdatasync before / after)",
                 f"{p50:.2f} ms ({before:.2f} / {sync_millis(folder):.2f} ms), {rate:,.0f}/s")
        tell("PUT 4 KiB, 64 clients", f"{wrk(port, script, 64)[0]:,.0f}/s")
        for kind in ("GET 4 KiB, role session", "GET 4 KiB, root", "AssumeRole"):
            benchmark.lua(script, *benchmark.signed_requests(kind, port, user, session, role))
            for _ in range(WARM_ROUNDS):
                wrk(port, script, 64)
            wrk(hello_port, script, 64)
            ours, bare = wrk(port, script, 64)[0], wrk(hello_port, script, 64)[0]
            tell(f"{kind}, 64 clients (bare Netty; ratio)", f"{ours:,.0f}/s ({bare:,.0f}/s; {ours / bare:.2f})")
    finally:
        hello.stop()


def large_requests(folder, port):
    body = os.urandom(LARGE)
    reference = os.path.join(folder, "reference")
    with open(reference, "wb") as file:
        file.write(body)
    raw = raw_sendfile(reference)
    times = {"put": [], "md5": [], "device": [], "get": [], "raw": []}
    for i in range(LARGE_ROUNDS):
        times["put"].append(upload_seconds(port, f"/bench-bucket/large-{i}", body))
        start = time.perf_counter()
        hashlib.md5(body).hexdigest()
        times["md5"].append(time.perf_counter() - start)
        times["device"].append(write_seconds(folder, body))
        times["raw"].append(download_seconds(raw, "/", False))
        times["get"].append(download_seconds(port, f"/bench-bucket/large-{i}", True))
    rate = {what: LARGE / (1 << 20) / statistics.median(values[LARGE_WARM_ROUNDS:]) for what, values in times.items()}
    tell("GET 64 MiB (raw sendfile; ratio)",
         f"{rate['get']:,.0f} MiB/s ({rate['raw']:,.0f} MiB/s; {rate['get'] / rate['raw']:.2f})")
    tell("PUT 64 MiB (MD5 alone; write and fdatasync alone; ratio to the slower)",
         f"{rate['put']:,.0f} MiB/s ({rate['md5']:,.0f}; {rate['device']:,.0f} MiB/s;"
         f" {rate['put'] / min(rate['md5'], rate['device']):.2f})")


def listings(port):
    client.call(client.ROOT, "PUT", port, "s3", "/bench-list")
    fill(port, OBJECTS)
    tell(f"ListObjectsV2, 1,000 of {OBJECTS:,}: p50", f"{list_millis(port, 'list-type=2'):.1f} ms")
    tell(f"ListObjectsV2, {FOLDERS:,} prefixes of {OBJECTS:,}: p50", f"{list_millis(port, 'delimiter=%2F&list-type=2'):.1f} ms")


def start(folder, data):
    port = client.free_port()
    server = client.drawbridge(port, folder, data=data)
    try:
        return port, server, server.await_answer(lambda: client.call(client.ROOT, "GET", port, "s3", "/"))
    except BaseException:
        server.stop()
        raise


def main():
    with client.work_folder() as folder:
        print("| what | figure |\n|---|---:|")
        starts = {"memory": [], "new": []}
        for i in range(STARTS):
            for kind, data in (("memory", None), ("new", os.path.join(folder, f"new-{i}"))):
                _, server, took = start(folder, data)
                server.stop()
                starts[kind].append(took * 1000)
        memory, new = (statistics.median(starts[kind]) for kind in ("memory", "new"))
        tell("start to first signed 200: memory / new directory", f"{memory:,.0f} / {new:,.0f} ms")
        data = os.path.join(folder, "data")
        port, server, _ = start(folder, data)
        try:
            small_requests(folder, port)
            large_requests(folder, port)
            listings(port)
            server.process.kill()
            server.process.wait()
            server.stop()
            port, server, took = start(folder, data)
            tell(f"start after a kill with {OBJECTS:,} objects", f"{took * 1000:,.0f} ms")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
