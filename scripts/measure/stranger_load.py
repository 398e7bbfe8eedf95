# SPDX-License-Identifier: Apache-2.0
"""Thousands of connections that cost a server much and their client little, and how others are served meanwhile."""
import errno
import http.client
import json
import multiprocessing
import os
import selectors
import socket
import statistics
import sys
import time

import client

STRANGERS = int(os.environ.get("STRANGERS", "10000"))
SECONDS = float(os.environ.get("STRANGER_SECONDS", "20"))
# Each source address has its own ports, and its own limit of connections in the server.
PER_ADDRESS = 5_000
LATENCY_MAX = 2.0
# Strangers have come when the server has taken nothing from any of them for this long.
QUIET = 1.0
ARRIVAL_MAX = 120.0
LARGE = 64 << 20

PIPELINED = 400
KINDS = {
    "unsigned forms": [b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n"],
    "unsigned documents": [b"PUT /nobucket?tagging HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"],
    "half bodies": [b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000\r\n\r\n" + b"b" * 15_000],
    "unread answers": [b"GET /strangers/small HTTP/1.1\r\nHost: a\r\n\r\n" * PIPELINED] * 50,
    "unread large GET": [b"GET /strangers/large HTTP/1.1\r\nHost: a\r\n\r\n"],
    "slow heads": [b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "],
}


class Strangers(multiprocessing.Process):
    """A process with connections that send what they have as far as the server takes it, and read nothing."""

    def __init__(self, port, pieces):
        super().__init__(daemon=True)
        self.port = port
        self.pieces = pieces
        self.count = multiprocessing.Value("i", 0)
        self.settled = multiprocessing.Event()
        self.ending = multiprocessing.Event()

    def connect(self, index):
        sock = socket.socket()
        sock.bind((f"127.0.1.{1 + index // PER_ADDRESS}", 0))
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", self.port))
        sock.setblocking(False)
        return sock

    def run(self):
        held = []
        selector = selectors.DefaultSelector()
        for index in range(STRANGERS):
            try:
                sock = self.connect(index)
            except OSError as failure:
                if failure.errno not in (errno.ECONNRESET, errno.ETIMEDOUT):
                    raise
                continue
            held.append(sock)
            self.count.value += 1
            selector.register(sock, selectors.EVENT_WRITE, [list(self.pieces), 0])
            if self.ending.is_set():
                break
            if index % 100 == 0:
                self.send(selector, 0)
        moved = time.monotonic()
        while not self.ending.is_set():
            if self.send(selector, 0.05):
                moved = time.monotonic()
            elif time.monotonic() - moved > QUIET:
                self.settled.set()
        for sock in held:
            sock.close()

    def send(self, selector, wait):
        """Returns whether the server took anything."""
        ready = selector.select(wait)
        for key, _ in ready:
            pieces, offset = key.data
            try:
                offset += key.fileobj.send(pieces[0][offset:])
                if offset == len(pieces[0]):
                    pieces.pop(0)
                    offset = 0
                key.data[1] = offset
                if not pieces:
                    selector.unregister(key.fileobj)
            except BlockingIOError:
                continue
            except OSError:
                self.count.value -= 1
                selector.unregister(key.fileobj)
                key.fileobj.close()
        return bool(ready)

    def close(self):
        self.ending.set()
        self.join(60)


def timed(action):
    begun = time.monotonic()
    action()
    return time.monotonic() - begun


def health(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/_/health")
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"/_/health: {response.status}")
    finally:
        connection.close()


def get(port, path="/strangers/small"):
    client.call(client.ROOT, "GET", port, "s3", path)


def measure(port, seconds, enough=lambda: False):
    """Latencies in seconds of signed GETs and the health page, each on a connection of its own."""
    gets, pages = [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end and not (gets and enough()):
        gets.append(timed(lambda: get(port)))
        pages.append(timed(lambda: health(port)))
        time.sleep(0.02)
    return gets, pages


def show(kind, latencies, server, open_connections):
    gets, pages = latencies
    slowest = max(max(gets), max(pages))
    print(f"| {kind} | {open_connections:,} | {statistics.median(gets) * 1e3:.1f} | {max(gets) * 1e3:.0f} | "
          f"{statistics.median(pages) * 1e3:.1f} | {max(pages) * 1e3:.0f} | {server.memory_mib('VmRSS'):.0f} |", flush=True)
    return slowest <= LATENCY_MAX


def configure(port, method, name, body=b""):
    """One request to a sub-resource of the bucket."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = client.sign(client.ROOT, method, port, "s3", "/strangers", body, query=f"{name}=")
        connection.request(method, f"/strangers?{name}", body or None, headers)
        response = connection.getresponse()
        text = response.read()
        if response.status != 204:
            raise RuntimeError(f"{method} {name}: {response.status} {text[:400]!r}")
    finally:
        connection.close()


def make_public(port):
    """Everybody may read the objects, so that strangers get large answers."""
    configure(port, "DELETE", "publicAccessBlock")
    configure(port, "PUT", "policy", json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                       "Resource": "arn:aws:s3:::strangers/*"}]}).encode())


def main():
    with client.work_folder() as folder:
        port = client.free_port()
        os.environ["DRAWBRIDGE_MAX_CONNECTIONS_PER_ADDRESS"] = str(PER_ADDRESS + 100)
        options = os.environ.get("DRAWBRIDGE_JAVA_OPTS", "-Xmx512m")
        server = client.drawbridge(port, folder, options, os.path.join(folder, "data"))
        try:
            server.await_answer(lambda: health(port))
            client.call(client.ROOT, "PUT", port, "s3", "/strangers")
            client.call(client.ROOT, "PUT", port, "s3", "/strangers/small", b"s" * 4096)
            client.call(client.ROOT, "PUT", port, "s3", "/strangers/large", b"l" * LARGE)
            make_public(port)
            measure(port, 3)
            print("| strangers | connections | GET median ms | max | health median ms | max | RSS MiB |")
            print("|---|---|---|---|---|---|---|")
            good = show("none", measure(port, 5), server, 0)
            for kind, pieces in KINDS.items():
                strangers = Strangers(port, pieces)
                strangers.start()
                try:
                    arrival = measure(port, ARRIVAL_MAX, strangers.settled.is_set)
                    show(f"{kind}, while they come", arrival, server, strangers.count.value)
                    good &= show(kind, measure(port, SECONDS), server, strangers.count.value)
                finally:
                    strangers.close()
            time.sleep(2)
            good &= show("none, afterwards", measure(port, 5), server, 0)
        finally:
            server.stop()
    if not good:
        sys.exit(f"a request of the others took more than {LATENCY_MAX:.0f} s")


if __name__ == "__main__":
    main()
