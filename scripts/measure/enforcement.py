# SPDX-License-Identifier: Apache-2.0
"""The share of a request that goes into its authorization, by samples of the CPU time of all threads of the server."""
import collections
import os
import re
import subprocess
import sys

import benchmark
import client

WARM_SECONDS = 20
SECONDS = int(os.environ.get("BENCHMARK_SECONDS", "20"))
INTERVAL = "200us"

# The first of these that any frame of a sample belongs to names the part; system calls are named by the innermost frame.
PARTS = [
    ("decision", re.compile(r"io/drawbridge/core/(authz|policy)/")),
    ("policies, epoch and question", re.compile(
        r"io/drawbridge/iam/directory/|BucketAccess\.(check|compiled|publicAccessBlock)|\.accessChecks")),
    ("signature and session token", re.compile(r"io/drawbridge/core/(auth|crypto)/")),
    ("rows", re.compile(r"io/drawbridge/core/kv/")),
    ("HTTP, events, log, actions", re.compile(r"io/netty/|io/drawbridge/|ch/qos/logback/")),
]
SYSTEM_CALL = re.compile(r"writev|recv|send|__GI_|epoll|futex|pthread_cond|vdso")


def part_of(stack):
    """Which part of the work a sample belongs to."""
    for name, pattern in PARTS[:2]:
        if pattern.search(stack):
            return name
    if SYSTEM_CALL.search(stack.rsplit(";", 1)[-1]):
        return "system calls"
    return next((name for name, pattern in PARTS[2:] if pattern.search(stack)), "virtual machine")


def main():
    with client.work_folder() as folder:
        stacks = os.path.join(folder, "stacks")
        port, server, _ = benchmark.start(folder)
        try:
            user, session, role = benchmark.prepare(port)
            script = os.path.join(folder, "get.lua")
            benchmark.lua(script, *benchmark.signed_requests("GET 4 KiB, role session", port, user, session, role))
            benchmark.wrk(port, script, WARM_SECONDS)
            before = server.cpu_seconds()
            requests, took = benchmark.wrk(port, script, SECONDS)
            micros = (server.cpu_seconds() - before) / requests * 1e6
            profiler = subprocess.Popen(
                ["java", "-jar", sys.argv[1], "profiler", "-e", "itimer", "-i", INTERVAL, "-d", str(SECONDS),
                 "-o", "collapsed", "-f", stacks, str(server.pid)],
                stdout=subprocess.DEVNULL)
            benchmark.wrk(port, script, SECONDS + 2)
            if profiler.wait(timeout=SECONDS + 30) != 0:
                sys.exit("measure-enforcement: the profiler failed; what it says stands above")
        finally:
            server.stop()
        counts = collections.Counter()
        with open(stacks, encoding="utf-8") as lines:
            for line in lines:
                stack, count = line.rsplit(" ", 1)
                counts[part_of(stack)] += int(count)
    total = sum(counts.values())
    print(f"{requests / took:,.0f} requests/s; {micros:.0f} µs of server CPU each; {total:,} samples\n")
    print("| part | share of all CPU | µs a request |\n|---|--:|--:|")
    for name, count in counts.most_common():
        print(f"| {name} | {100 * count / total:.1f} % | {micros * count / total:.1f} |")


if __name__ == "__main__":
    main()
