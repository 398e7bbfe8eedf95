# SPDX-License-Identifier: Apache-2.0
"""Requests per second, CPU per request, start-up time and memory, with a bare Netty server in the same run."""
import glob
import json
import os
import re
import statistics
import subprocess
import sys
import time

import client

CONNECTIONS = 64
ROUNDS = 2
SECONDS = int(os.environ.get("BENCHMARK_SECONDS", "4"))
WARM_SECONDS = 6
FIRST_WARM_SECONDS = 12
STARTS = 3
SIZE = 4096
KEYS = 256


def conditional_policy():
    """Ten statements whose conditions must all be looked at: the one that allows stands last."""
    unmet = [
        {"StringEquals": {"aws:RequestedRegion": "eu-north-1"}},
        {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"]}},
        {"StringNotLike": {"aws:userid": "*:bench*"}},
        {"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}},
        {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/bench*"}},
        {"Null": {"aws:TokenIssueTime": "true"}},
        {"NumericGreaterThan": {"s3:signatureAge": "900000"}},
        {"Bool": {"aws:SecureTransport": "true"}},
        {"StringEquals": {"s3:authType": "REST-QUERY-STRING"}},
    ]
    statements = [
        {"Sid": f"S{i}", "Effect": "Allow" if i % 3 == 2 else "Deny", "Action": ["s3:GetObject", "s3:PutObject"],
         "Resource": "arn:aws:s3:::bench-bucket/*", "Condition": condition}
        for i, condition in enumerate(unmet)]
    statements.append({
        "Sid": "S9", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
        "Resource": "arn:aws:s3:::bench-bucket/*",
        "Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}, "StringLike": {"aws:userid": "*:bench"}}})
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def prepare(port):
    """The bucket, its objects and a session of a role; returns the session's credentials and the role's ARN."""
    trust = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": f"arn:aws:iam::{client.ACCOUNT}:root"}}]})
    user_policy = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]})
    iam = ("iam", "2010-05-08")
    client.query(client.ROOT, port, *iam, Action="CreateRole", RoleName="bench", AssumeRolePolicyDocument=trust)
    client.query(client.ROOT, port, *iam, Action="PutRolePolicy", RoleName="bench", PolicyName="ten",
                 PolicyDocument=conditional_policy())
    client.query(client.ROOT, port, *iam, Action="CreateUser", UserName="bench")
    client.query(client.ROOT, port, *iam, Action="PutUserPolicy", UserName="bench", PolicyName="assume",
                 PolicyDocument=user_policy)
    key = client.query(client.ROOT, port, *iam, Action="CreateAccessKey", UserName="bench")
    user = (tag(key, "AccessKeyId"), tag(key, "SecretAccessKey"), None)
    client.call(client.ROOT, "PUT", port, "s3", "/bench-bucket")
    for i in range(KEYS):
        client.call(client.ROOT, "PUT", port, "s3", f"/bench-bucket/object-{i}", os.urandom(SIZE))
    role = f"arn:aws:iam::{client.ACCOUNT}:role/bench"
    session = client.query(user, port, "sts", "2011-06-15", Action="AssumeRole", RoleArn=role, RoleSessionName="bench")
    return user, (tag(session, "AccessKeyId"), tag(session, "SecretAccessKey"), tag(session, "SessionToken")), role


def tag(xml, name):
    return re.search(f"<{name}>([^<]+)</{name}>", xml).group(1)


def signed_requests(kind, port, user, session, role):
    """Whole requests, signed now; they hold for fifteen minutes."""
    body, requests = b"", []
    if kind == "AssumeRole":
        body = ("Action=AssumeRole&Version=2011-06-15&RoleSessionName=bench&RoleArn="
                + role.replace(":", "%3A").replace("/", "%2F")).encode()
        extra = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
        requests.append(("POST", "/", client.sign(user, "POST", port, "sts", "/", body, extra)))
    else:
        method = kind.split()[0]
        body = bytes(range(97, 113)) * (SIZE // 16) if method == "PUT" else b""
        who = client.ROOT if "root" in kind else session
        for i in range(KEYS):
            path = f"/bench-bucket/object-{i}"
            requests.append((method, path, client.sign(who, method, port, "s3", path, body)))
    return body, requests


def lua(file, body, requests):
    """A script for wrk that sends the requests in turn."""
    with open(file, "w", encoding="utf-8") as out:
        out.write(f"local body = {json.dumps(body.decode())}\nlocal all = {{}}\n")
        for method, path, headers in requests:
            fields = ",".join(f"[{json.dumps(k)}]={json.dumps(v)}" for k, v in headers.items() if k != "host")
            out.write(f"all[#all+1] = function() return wrk.format({json.dumps(method)}, {json.dumps(path)},"
                      f" {{{fields}}}, body) end\n")
        out.write("local texts, next = {}, 0\n"
                  "function init(args) for i, make in ipairs(all) do texts[i] = make() end end\n"
                  "function request() next = next % #texts + 1; return texts[next] end\n")


def wrk(port, script, seconds):
    """Requests answered and seconds measured; anything but 2xx ends the run."""
    output = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, f"http://127.0.0.1:{port}"],
        check=True, capture_output=True, text=True, timeout=seconds + 30).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"benchmark: not every request was answered with success:\n{output}")
    requests, took = re.search(r"(\d+) requests in ([\d.]+)s", output).groups()
    return int(requests), float(took)


def measure(process, port, script):
    before = process.cpu_seconds()
    requests, took = wrk(port, script, SECONDS)
    return requests / took, (process.cpu_seconds() - before) / requests * 1e6


def start(folder):
    port = client.free_port()
    server = client.drawbridge(port, folder)
    try:
        return port, server, server.await_answer(lambda: client.call(client.ROOT, "GET", port, "s3", "/"))
    except BaseException:
        server.stop()
        raise


def main():
    with client.work_folder() as folder:
        times = []
        for _ in range(STARTS - 1):
            _, server, took = start(folder)
            server.stop()
            times.append(took)
        hello_port = client.free_port()
        distribution = f"{client.TOP}/gateway-server/target/distribution/*"
        source = f"{client.TOP}/gateway-server/src/test/java/io/drawbridge/server/bench/HelloServer.java"
        classes = os.path.join(folder, "hello")
        jars = ":".join(glob.glob(distribution))
        subprocess.run(["javac", "-d", classes, "-cp", jars, source], check=True)
        port, server, took = start(folder)
        times.append(took)
        hello = client.Process(
            ["java", "-XX:+UseParallelGC", "-cp", f"{classes}:{distribution}",
             "io.drawbridge.server.bench.HelloServer", str(hello_port)], os.path.join(folder, "hello.log"))
        try:
            run(folder, times, (port, server), (hello_port, hello))
        finally:
            server.stop()
            hello.stop()


def run(folder, times, drawbridge, hello):
    port, server = drawbridge
    time.sleep(2)
    idle = server.memory_mib("VmRSS")
    user, session, role = prepare(port)
    print("| Request | Drawbridge / bare Netty | Drawbridge, requests/s | bare Netty, requests/s"
          " | server CPU, µs/request | bare Netty CPU, µs/request |")
    print("|---|--:|--:|--:|--:|--:|")
    kinds = [("GET 4 KiB, role session", "role session, ten conditional statements"),
             ("GET 4 KiB, root", "root user"), ("PUT 4 KiB, role session", "role session, ten conditional statements"),
             ("AssumeRole", "user")]
    for index, (kind, who) in enumerate(kinds):
        script = os.path.join(folder, f"{index}.lua")
        lua(script, *signed_requests(kind, port, user, session, role))
        wrk(port, script, WARM_SECONDS if index else FIRST_WARM_SECONDS)
        wrk(hello[0], script, 2 if index else WARM_SECONDS)
        ours, bare = [], []
        for _ in range(ROUNDS):
            bare.append(measure(hello[1], hello[0], script))
            ours.append(measure(server, port, script))
        rate, cpu = (statistics.mean(x[i] for x in ours) for i in (0, 1))
        bare_rate, bare_cpu = (statistics.mean(x[i] for x in bare) for i in (0, 1))
        print(f"| {kind.split(',')[0]}, {who} | {rate / bare_rate:.2f} | {rate:,.0f} | {bare_rate:,.0f}"
              f" | {cpu:.0f} | {bare_cpu:.0f} |", flush=True)
    print("\n| | |\n|---|--:|")
    print(f"| start to first signed 200, median of {STARTS} | {statistics.median(times) * 1000:.0f} ms |")
    print(f"| resident memory, idle after start | {idle:.0f} MiB |")
    print(f"| resident memory, after the load | {server.memory_mib('VmRSS'):.0f} MiB |")


if __name__ == "__main__":
    main()
