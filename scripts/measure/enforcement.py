# SPDX-License-Identifier: Apache-2.0
"""The share of a request that goes into its authorization, by samples of the running server."""
import collections
import os
import re
import subprocess

import benchmark
import client

WARM_SECONDS = 10
SECONDS = int(os.environ.get("BENCHMARK_SECONDS", "20"))
DEPTH = 96

# The first of these that any frame of a sample belongs to names the part.
PARTS = [
    ("decision", re.compile(r"io\.drawbridge\.core\.(authz|policy)\.")),
    ("policies and epochs of the caller", re.compile(r"io\.drawbridge\.iam\.directory\.|BucketAccess")),
    ("signature and session token", re.compile(r"io\.drawbridge\.core\.(auth|crypto)\.")),
    ("rows", re.compile(r"io\.drawbridge\.core\.kv\.")),
    ("wire: HTTP, events, log", re.compile(r"io\.netty\.|io\.drawbridge\.server\.|ch\.qos\.logback\.")),
]


def samples(recording):
    """The stacks of all execution samples, each as one text."""
    process = subprocess.Popen(
        ["jfr", "print", "--events", "jdk.ExecutionSample", "--stack-depth", str(DEPTH), recording],
        stdout=subprocess.PIPE, text=True)
    stack, inside = [], False
    for line in process.stdout:
        if "stackTrace = [" in line:
            stack, inside = [], True
        elif inside and line.strip() == "]":
            inside = False
            yield "\n".join(stack)
        elif inside:
            stack.append(line.strip())
    process.wait()


def main():
    with client.work_folder() as folder:
        recording = os.path.join(folder, "profile.jfr")
        os.environ["DRAWBRIDGE_JAVA_OPTS"] = (
            "-XX:StartFlightRecording=name=profile,settings=profile"
            " -XX:FlightRecorderOptions=stackdepth=96 -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints")
        port, server, _ = benchmark.start(folder)
        try:
            user, session, role = benchmark.prepare(port)
            script = os.path.join(folder, "get.lua")
            benchmark.lua(script, *benchmark.signed_requests("GET 4 KiB, role session", port, user, session, role))
            benchmark.wrk(port, script, WARM_SECONDS)
            before = server.user_and_kernel_seconds()
            requests, took = benchmark.wrk(port, script, SECONDS)
            after = server.user_and_kernel_seconds()
            user_time, kernel_time = (b - a for a, b in zip(before, after))
            subprocess.run(["jcmd", str(server.pid), "JFR.dump", "name=profile", f"filename={recording}"],
                           check=True, stdout=subprocess.DEVNULL)
        finally:
            server.stop()
        counts = collections.Counter()
        for stack in samples(recording):
            if "DefaultThread" in stack or "io.drawbridge" not in stack and "io.netty" not in stack:
                counts["virtual machine and rest"] += 1
                continue
            counts[next((name for name, pattern in PARTS if pattern.search(stack)), "actions and codecs")] += 1
    total = sum(counts.values())
    cpu = user_time + kernel_time
    print(f"{requests / took:,.0f} requests/s; {cpu / requests * 1e6:.0f} µs of server CPU each, of which the kernel"
          f" {kernel_time / requests * 1e6:.0f}; {total} samples outside of the kernel\n")
    print("| Part | share of samples | share of all CPU |\n|---|--:|--:|")
    for name, count in counts.most_common():
        share = 100 * count / total
        print(f"| {name} | {share:.1f} % | {share * user_time / cpu:.1f} % |")
    print(f"| kernel | | {100 * kernel_time / cpu:.1f} % |")


if __name__ == "__main__":
    main()
