#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the Drawbridge authors
"""Writes the signature cases under src/test/resources/signatures with two independent signers.

Needs botocore (version 4, version 2 of Query and S3) and boto 2.49 (version 2 of S3 as old clients have it):

    python3 signature_cases.py ../resources/signatures

Each case is a folder: request.txt as it would go over the wire (LF for CRLF, ISO-8859-1), and, for version 4,
canonical-request.txt and string-to-sign.txt; signature.txt always.
"""
import datetime
import pathlib
import sys
import urllib.parse

import boto.utils
import botocore.auth
from boto.auth import HmacAuthV1Handler  # noqa: F401  (fails early when boto is missing)
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 22, 10, 30, 0, tzinfo=datetime.timezone.utc)
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
CREDENTIALS = Credentials(KEY_ID, SECRET)
HTTP_DATE = "Sun, 22 Nov 2026 10:30:00 GMT"

botocore.auth.get_current_datetime = lambda remove_tzinfo=True: NOW.replace(tzinfo=None) if remove_tzinfo else NOW
botocore.auth.time.gmtime = lambda *seconds: NOW.timetuple()
botocore.auth.formatdate = lambda usegmt=True, **ignored: HTTP_DATE


def write(folder, name, request_lines, body, **texts):
    case = folder / name
    case.mkdir(parents=True, exist_ok=True)
    (case / "request.txt").write_bytes("\n".join(request_lines).encode("iso-8859-1") + b"\n\n" + body)
    for file, text in texts.items():
        (case / (file.replace("_", "-") + ".txt")).write_bytes(text.encode("utf-8"))


def lines(request, extra_first=()):
    split = urllib.parse.urlsplit(request.url)
    target = (split.path or "/") + ("?" + split.query if split.query else "")
    out = [f"{request.method} {target}"]
    out += [f"{k}: {v}" for k, v in extra_first]
    if "host" not in {k.lower() for k in request.headers.keys()}:
        out.append(f"Host: {split.netloc}")
    out += [f"{k}:{v}" for k, v in request.headers.items()]
    return out


def v4(folder, name, service, method, url, headers=(), data=b"", presign=None):
    request = AWSRequest(method=method, url=url, data=data)
    for key, value in headers:
        request.headers[key] = value
    s3 = service == "s3"
    if presign is None:
        signer = (botocore.auth.S3SigV4Auth if s3 else botocore.auth.SigV4Auth)(CREDENTIALS, service, "eu-west-1")
    else:
        kind = botocore.auth.S3SigV4QueryAuth if s3 else botocore.auth.SigV4QueryAuth
        signer = kind(CREDENTIALS, service, "eu-west-1", expires=presign)
    seen = {}
    inner_canonical, inner_string = signer.canonical_request, signer.string_to_sign

    def canonical(r):
        seen["canonical_request"] = inner_canonical(r)
        return seen["canonical_request"]

    def string(r, c):
        seen["string_to_sign"] = inner_string(r, c)
        return seen["string_to_sign"]

    signer.canonical_request, signer.string_to_sign = canonical, string
    signer.add_auth(request)
    text = request.headers.get("Authorization") or request.url
    signature = text[text.rindex("Signature=") + 10 :]
    write(folder, name, lines(request), data, signature=signature, **seen)


def v2_query(folder, name, method, url, params, host):
    request = AWSRequest(method=method, url=url)
    target = dict(params)
    if method == "POST":
        request.data = target
    else:
        request.params = target
    signer = botocore.auth.SigV2Auth(CREDENTIALS)
    signer.add_auth(request)
    encoded = urllib.parse.urlencode(target, quote_via=urllib.parse.quote if method == "GET" else urllib.parse.quote_plus)
    first = f"{method} /" + ("?" + encoded if method == "GET" else "")
    body = encoded.encode() if method == "POST" else b""
    write(folder, name, [first, f"Host: {host}", "Content-Type: application/x-www-form-urlencoded"], body,
          signature=target["Signature"])


def v2_s3(folder, name, method, target, signed_target, headers=(), expires=None):
    """boto2 signs the target that it is given, which may differ from the one on the wire."""
    import base64, hashlib, hmac  # noqa: E401
    headers = list(headers) + ([] if expires else [("Date", HTTP_DATE)])
    text = boto.utils.canonical_string(method, signed_target, dict(headers), expires)
    signature = base64.b64encode(hmac.new(SECRET.encode(), text.encode(), hashlib.sha1).digest()).decode()
    sent = list(headers)
    if expires:
        query = urllib.parse.urlencode({"Signature": signature, "Expires": expires, "AWSAccessKeyId": KEY_ID})
        target += ("&" if "?" in target else "?") + query
    else:
        sent.append(("Authorization", f"AWS {KEY_ID}:{signature}"))
    write(folder, name, [f"{method} {target}", "Host: s3.local.test:8773"] + [f"{k}: {v}" for k, v in sent], b"",
          signature=signature)


def v2_s3_botocore(folder, name, method, path):
    request = AWSRequest(method=method, url="http://s3.local.test:8773" + path)
    request.headers["Date"] = HTTP_DATE
    request.auth_path = None
    if path.count("/") == 1 and len(path) > 1 and "?" not in path:
        request.auth_path = path + "/"
    botocore.auth.HmacV1Auth(CREDENTIALS).add_auth(request)
    text = request.headers["Authorization"]
    write(folder, name, lines(request), b"", signature=text[text.rindex(":") + 1 :])


def main():
    folder = pathlib.Path(sys.argv[1])
    s3 = "http://s3.local.test:8773"
    iam = "http://localhost:8773"
    form = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
    v4(folder, "s3-get-object", "s3", "GET", s3 + "/bucket/key.txt", [("Range", "bytes=0-9")])
    v4(folder, "s3-put-object", "s3", "PUT", s3 + "/bucket/key.txt", [("Content-Type", "text/plain")], b"Welcome")
    v4(folder, "s3-double-slashes", "s3", "GET", s3 + "/bucket//a///b/")
    v4(folder, "s3-dot-segments", "s3", "GET", s3 + "/bucket/a/../b/./c/..")
    v4(folder, "s3-escaped-slash-plus-blank", "s3", "GET", s3 + "/bucket/a%2Fb%2Bc%20d%25e")
    v4(folder, "s3-utf8-path", "s3", "GET", s3 + "/bucket/%C3%A9t%C3%A9/%E6%97%A5%E6%9C%AC/%F0%9F%98%80")
    v4(folder, "s3-unreserved-path", "s3", "GET", s3 + "/bucket/-._~AZaz09")
    v4(folder, "s3-query-order", "s3", "GET", s3 + "/bucket?b=2&a=2&a=1&B=0&prefix=x%2Fy%20z%2B&delimiter=%2F&acl=")
    v4(folder, "s3-virtual-host", "s3", "GET", "http://bucket.s3.local.test/key")
    v4(folder, "s3-header-whitespace", "s3", "PUT", s3 + "/bucket/k",
       [("x-amz-meta-b", "  two   words\t\tand tabs  "), ("X-Amz-Meta-A", "x"), ("x-amz-meta-quoted", '"a   b"')], b"1")
    v4(folder, "s3-header-duplicates", "s3", "PUT", s3 + "/bucket/k",
       [("x-amz-meta-a", "z"), ("x-amz-meta-a", " a "), ("X-Amz-Meta-A", "m  n")], b"1")
    v4(folder, "s3-header-empty-value", "s3", "PUT", s3 + "/bucket/k", [("x-amz-meta-a", "")], b"1")
    v4(folder, "s3-presigned-get", "s3", "GET", s3 + "/bucket/a%20b", presign=604800)
    v4(folder, "s3-presigned-with-query", "s3", "GET",
       s3 + "/bucket/k?response-content-disposition=attachment%3B%20filename%3D%22a.txt%22&versionId=null", presign=60)
    v4(folder, "s3-presigned-put-signed-header", "s3", "PUT", s3 + "/bucket/k", [("x-amz-acl", "private")], presign=60)
    v4(folder, "query-list-users", "iam", "POST", iam + "/", form, b"Action=ListUsers&Version=2010-05-08")
    v4(folder, "query-get", "iam", "GET", iam + "/?Action=ListUsers&Version=2010-05-08", form)
    v4(folder, "query-path-normalised", "execute-api", "GET", iam + "/a/./b/../c//d/")
    v4(folder, "query-path-encoded-twice", "execute-api", "GET", iam + "/a%20b/%C3%A9")
    v4(folder, "query-presigned-caller-identity", "sts", "GET",
       iam + "/?Action=GetCallerIdentity&Version=2011-06-15", [("x-k8s-aws-id", "cluster")], presign=60)
    v2_query(folder, "queryv2-get", "GET", "http://localhost:8773/",
             {"Action": "ListUsers", "Version": "2010-05-08", "PathPrefix": "/a b/~*é"}, "LocalHost:8773".lower())
    v2_query(folder, "queryv2-post", "POST", "http://localhost:8773/",
             {"Action": "GetUser", "Version": "2010-05-08", "UserName": "a+b =&c"}, "localhost:8773")
    v2_query(folder, "queryv2-port-left-away", "POST", "http://localhost/",
             {"Action": "GetUser", "Version": "2010-05-08"}, "localhost:8773")
    v2_s3(folder, "s3v2-list-buckets", "GET", "/", "/")
    v2_s3(folder, "s3v2-create-bucket", "PUT", "/bucket/", "/bucket/")
    v2_s3(folder, "s3v2-bucket-without-slash", "PUT", "/bucket", "/bucket/")
    v2_s3(folder, "s3v2-sub-resources", "GET", "/b/k?versionId=a%2Fb&acl&marker=x&uploadId=u", "/b/k?versionId=a%2Fb&acl&marker=x&uploadId=u")
    v2_s3(folder, "s3v2-encryption-is-no-sub-resource-of-boto2", "GET", "/b/?encryption", "/b/?encryption")
    v2_s3(folder, "s3v2-response-overrides", "GET", "/b/k?response-content-type=text%2Fplain", "/b/k?response-content-type=text%2Fplain")
    v2_s3(folder, "s3v2-amz-headers", "PUT", "/b/caf%C3%A9", "/b/caf%C3%A9",
          [("x-amz-meta-b", " v w "), ("X-Amz-Meta-A", "x"), ("Content-Type", "text/plain"), ("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")])
    v2_s3(folder, "s3v2-amz-date", "GET", "/b/k", "/b/k", [("x-amz-date", HTTP_DATE)])
    v2_s3(folder, "s3v2-presigned", "GET", "/b/k", "/b/k", expires=int(NOW.timestamp()) + 60)
    v2_s3(folder, "s3v2-presigned-sub-resource", "GET", "/b/k?versionId=1", "/b/k?versionId=1", expires=int(NOW.timestamp()) + 60)
    v2_s3_botocore(folder, "s3v2-botocore-notification", "GET", "/bucket?notification")
    v2_s3_botocore(folder, "s3v2-botocore-bucket", "PUT", "/bucket")


main()
