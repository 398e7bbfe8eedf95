# SPDX-License-Identifier: Apache-2.0
"""What the measurements share: signing, a small client, and the server as a process."""
import datetime
import hashlib
import hmac
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

ACCOUNT = "000000000001"
ROOT = ("AKIDRAWBRIDGEBENCH00", "drawbridge/benchmark/secret/0123456789ab", None)
REGION = "us-east-1"
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EMPTY = hashlib.sha256(b"").hexdigest()


def _hmac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def sign(credentials, method, port, service, path, body=b"", extra=None, payload=None, query=""):
    """The headers of a request with a version 4 signature in its header."""
    key_id, secret, token = credentials
    moment = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    digest = payload or (hashlib.sha256(body).hexdigest() if body else EMPTY)
    headers = {"host": f"127.0.0.1:{port}", "x-amz-date": moment, "x-amz-content-sha256": digest}
    if token:
        headers["x-amz-security-token"] = token
    headers.update(extra or {})
    names = ";".join(sorted(headers))
    canonical = "\n".join(
        [method, path, query] + [f"{name}:{headers[name]}" for name in sorted(headers)] + ["", names, digest])
    scope = f"{moment[:8]}/{REGION}/{service}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + secret).encode()
    for part in (moment[:8], REGION, service, "aws4_request"):
        key = _hmac(key, part)
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={key_id}/{scope}, SignedHeaders={names}, Signature={_hmac(key, text).hex()}")
    return headers


def call(credentials, method, port, service, path, body=b"", extra=None):
    """One signed request on a connection of its own; its body, or an error for any status but 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body or None, sign(credentials, method, port, service, path, body, extra))
        response = connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise RuntimeError(f"{method} {service} {path}: {response.status} {text[:400]!r}")
        return text
    finally:
        connection.close()


def query(credentials, port, service, version, **parameters):
    """One call of IAM or STS."""
    form = urllib.parse.urlencode({"Version": version, **parameters}).encode()
    kind = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    return call(credentials, "POST", port, service, "/", form, kind).decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A server process, and what the kernel tells of it."""

    def __init__(self, command, log, **options):
        self.log = open(log, "wb")
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, **options)
        self.pid = self.process.pid

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        tick = os.sysconf("SC_CLK_TCK")
        return (int(fields[11]) + int(fields[12])) / tick

    def memory_mib(self, field):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            return int(re.search(rf"^{field}:\s+(\d+)", file.read(), re.M).group(1)) / 1024

    def await_answer(self, attempt):
        """Tries until it succeeds; the seconds since the start."""
        while time.monotonic() < self.started + 60:
            try:
                attempt()
                return time.monotonic() - self.started
            except (OSError, http.client.HTTPException):
                if self.process.poll() is not None:
                    raise RuntimeError(f"the server ended; its output: {self.log.name}") from None
                time.sleep(0.002)
        raise RuntimeError(f"the server does not answer; its output: {self.log.name}")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


def drawbridge(port, folder, options="", data=None):
    """Starts Drawbridge with the memory engine, or on a data directory, and the root user's key."""
    bootstrap = os.path.join(folder, "bootstrap.json")
    with open(bootstrap, "w", encoding="utf-8") as file:
        json.dump({"accounts": [{"id": ACCOUNT, "name": "bench", "rootAccessKeys": [
            {"accessKeyId": ROOT[0], "secretAccessKey": ROOT[1]}]}]}, file)
    environment = dict(os.environ)
    if options:
        environment["DRAWBRIDGE_JAVA_OPTS"] = options
    command = [f"{TOP}/scripts/drawbridge", "server", "--port", str(port), "--bootstrap", bootstrap,
               *(["--data", data] if data else ["--memory"])]
    return Process(command, os.path.join(folder, f"server-{port}.log"), env=environment)


def work_folder():
    return tempfile.TemporaryDirectory(prefix="drawbridge-measure-")
