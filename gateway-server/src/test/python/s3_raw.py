"""Raw signed requests to S3, presigned URLs of both versions, and a boto3 client, for the scripts beside this one.

Arguments of each: ACCOUNT ROOT_ACCESS_KEY ROOT_SECRET_KEY OTHER_ACCOUNT OTHER_ACCESS_KEY OTHER_SECRET_KEY
"""
import base64
import datetime
import hashlib
import hmac
import http.client
import os
import sys
import time
import urllib.parse
import xml.etree.ElementTree

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["DRAWBRIDGE_ENDPOINT"]
HOST = urllib.parse.urlsplit(ENDPOINT).netloc
ACCOUNT, KEY, SECRET, OTHER, OTHER_KEY, OTHER_SECRET = sys.argv[1:7]
BUCKET = "s3-faults"

s3 = boto3.client(
    "s3",
    endpoint_url=ENDPOINT,
    region_name="us-east-1",
    aws_access_key_id=KEY,
    aws_secret_access_key=SECRET,
    config=Config(
        signature_version="s3v4",
        retries={"max_attempts": 0},
        parameter_validation=False,
        s3={"addressing_style": "path"},
    ),
)

CONDITIONS = {"IfMatch": "If-Match", "IfNoneMatch": "If-None-Match"}


def take_conditions(params, context, **_):
    """Conditions of writes, which the client of some distributions does not know yet."""
    context["conditions"] = {CONDITIONS[name]: params.pop(name) for name in CONDITIONS if name in params}


def put_conditions(params, context, **_):
    params["headers"].update(context["conditions"])


s3.meta.events.register("before-parameter-build.s3", take_conditions)
s3.meta.events.register("before-call.s3", put_conditions)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.elements = {}
        if self.status >= 400 and self.body:
            root = xml.etree.ElementTree.fromstring(self.body)
            self.elements = {child.tag: child.text or "" for child in root}

    def is_error(self, status, code, text=None, **elements):
        found = (self.status, self.elements.get("Code"), self.elements.get("Message"))
        assert found[:2] == (status, code) and (text is None or found[2] == text), (found, status, code, text)
        for name, value in elements.items():
            assert self.elements.get(name) == value, (self.elements, name, value)
        return self

    def is_done(self, status=200):
        assert self.status == status, (self.status, self.body)
        return self


def send(method, target, headers, body):
    connection = http.client.HTTPConnection(HOST, timeout=30)
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", HOST)
    for name, value in headers:
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def quote(text):
    return urllib.parse.quote(text, safe="-_.~")


def canonical(parameters):
    return "&".join("%s=%s" % pair for pair in sorted((quote(n), quote(v)) for n, v in parameters))


def signature(method, path, query, headers, names, now):
    scope = now[:8] + "/us-east-1/s3/aws4_request"
    lines = "".join("%s:%s\n" % (name, headers[name]) for name in names)
    text = "\n".join([method, path, query, lines, ";".join(names), "UNSIGNED-PAYLOAD"])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(text.encode("latin-1")).hexdigest()])
    key = ("AWS4" + SECRET).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return scope, hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def call(method, target, headers=(), body=b""):
    """A request with a version 4 signature in its header; header values are sent as Latin-1, as they are."""
    path, _, query = target.partition("?")
    pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
    time_text = now()
    sent = [("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ("x-amz-date", time_text)] + list(headers)
    signed = {"host": HOST}
    for name, value in sent:
        lower = name.lower()
        signed[lower] = signed[lower] + "," + value.strip() if lower in signed else value.strip()
    names = sorted(signed)
    scope, value = signature(method, path, canonical(pairs), signed, names, time_text)
    authorization = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
    sent.append(("Authorization", authorization % (KEY, scope, ";".join(names), value)))
    return send(method, target, sent, body)


def link(method, path, parameters=(), body=b"", headers=()):
    """A presigned URL of version 4 with these parameters; the headers are sent and not signed."""
    time_text = now()
    pairs = list(parameters) + [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", "%s/%s/us-east-1/s3/aws4_request" % (KEY, time_text[:8])),
        ("X-Amz-Date", time_text),
        ("X-Amz-Expires", "600"),
        ("X-Amz-SignedHeaders", "host"),
    ]
    value = signature(method, path, canonical(pairs), {"host": HOST}, ["host"], time_text)[1]
    return send(method, path + "?" + canonical(pairs) + "&X-Amz-Signature=" + value, headers, body)


def link_two(method, path, parameters=(), body=b"", unsigned=()):
    """A presigned URL of version 2: parameters that are headers are signed as headers."""
    expires = str(int(time.time()) + 600)
    lines = "".join("%s:%s\n" % pair for pair in sorted(parameters))
    text = "%s\n\n\n%s\n%s%s" % (method, expires, lines, path)
    value = base64.b64encode(hmac.new(SECRET.encode(), text.encode(), hashlib.sha1).digest()).decode()
    pairs = list(parameters) + list(unsigned)
    pairs += [("AWSAccessKeyId", KEY), ("Expires", expires), ("Signature", value)]
    return send(method, path + "?" + canonical(pairs), [], body)


def body_of(key):
    return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()


def refused(status, code, text, operation, **arguments):
    try:
        operation(Bucket=BUCKET, **arguments)
    except ClientError as error:
        found = error.response["Error"]
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status, error.response
        assert found["Code"] == code and (text is None or found["Message"] == text), (found, code, text)
        return error.response
    raise AssertionError("expected %s %s" % (code, arguments))


def keys():
    return [entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def run(sections):
    s3.create_bucket(Bucket=BUCKET)
    for section in sections:
        section()
        print("ok", section.__name__)
