# SPDX-License-Identifier: Apache-2.0
"""Uploads many large objects at once and tells how much memory the server took."""
import hashlib
import http.client
import os
import sys
import threading
import time

import client

UPLOADS = 64
SIZE = 64 << 20
LIMIT_MIB = 400
SECONDS_MAX = 150
PIECE = os.urandom(1 << 20)


class Pieces:
    """A body of SIZE bytes that is never held whole; the index makes each object different."""

    def __init__(self, index):
        self.head = index.to_bytes(8, "big")
        self.left = SIZE

    def read(self, _):
        if self.left == 0:
            return b""
        piece = self.head + PIECE[8:] if self.left == SIZE else PIECE
        self.left -= len(piece)
        return piece


def expected_hash(index):
    digest, body = hashlib.sha256(), Pieces(index)
    for piece in iter(lambda: body.read(0), b""):
        digest.update(piece)
    return digest.hexdigest()


def upload(port, index, gate, failures):
    path = f"/uploads/object-{index}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_MAX)
    try:
        headers = client.sign(client.ROOT, "PUT", port, "s3", path, payload="UNSIGNED-PAYLOAD",
                              extra={"content-length": str(SIZE)})
        connection.connect()
        gate.wait(60)
        connection.request("PUT", path, Pieces(index), headers)
        response = connection.getresponse()
        text = response.read()
        if response.status != 200:
            failures.append(f"object-{index}: {response.status} {text[:300]!r}")
    except (OSError, http.client.HTTPException, threading.BrokenBarrierError) as failure:
        failures.append(f"object-{index}: {failure!r}")
    finally:
        connection.close()


def read_hash(port, index):
    path = f"/uploads/object-{index}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=client.sign(client.ROOT, "GET", port, "s3", path))
        response = connection.getresponse()
        digest = hashlib.sha256()
        for piece in iter(lambda: response.read(1 << 20), b""):
            digest.update(piece)
        return digest.hexdigest()
    finally:
        connection.close()


def main():
    with client.work_folder() as folder:
        port = client.free_port()
        server = client.drawbridge(port, folder, os.environ.get("DRAWBRIDGE_JAVA_OPTS") or "-Xmx192m")
        try:
            server.await_answer(lambda: client.call(client.ROOT, "GET", port, "s3", "/"))
            return run(port, server)
        finally:
            server.stop()


def run(port, server):
    client.call(client.ROOT, "PUT", port, "s3", "/uploads")
    idle = server.memory_mib("VmRSS")
    gate, failures = threading.Barrier(UPLOADS), []
    threads = [threading.Thread(target=upload, args=(port, i, gate, failures), daemon=True) for i in range(UPLOADS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    peak = idle
    while any(thread.is_alive() for thread in threads):
        if time.monotonic() > started + SECONDS_MAX:
            failures.append(f"uploads still ran after {SECONDS_MAX} s")
            break
        peak = max(peak, server.memory_mib("VmRSS"))
        time.sleep(0.1)
    took = time.monotonic() - started
    if not failures and read_hash(port, UPLOADS // 2) != expected_hash(UPLOADS // 2):
        failures.append("an object that was read back differs from what was sent")
    high = server.memory_mib("VmHWM")
    print(f"| uploads | each | seconds | idle MiB | peak sampled MiB | VmHWM MiB | limit MiB |\n|--:|--:|--:|--:|--:|--:|--:|\n"
          f"| {UPLOADS} | {SIZE >> 20} MiB | {took:.0f} | {idle:.0f} | {peak:.0f} | {high:.0f} | {LIMIT_MIB} |")
    if max(peak, high) > LIMIT_MIB:
        failures.append(f"the server took {max(peak, high):.0f} MiB (limit: {LIMIT_MIB})")
    for failure in failures[:10]:
        print(f"upload-memory: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
