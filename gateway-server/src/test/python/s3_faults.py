"""Requests of real clients that are easy to misread, each with its accepted twin; prints one line a section.

Usage: s3_faults.py ACCOUNT ROOT_ACCESS_KEY ROOT_SECRET_KEY OTHER_ACCOUNT OTHER_ACCESS_KEY OTHER_SECRET_KEY
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
PART = b"p" * (5 << 20)

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


def headers_of_presigned_urls():
    path = "/%s/link" % BUCKET
    fresh = [("If-None-Match", "*"), ("x-amz-meta-color", "blue and red"), ("x-amz-tagging", "a=b")]
    fresh += [("x-amz-storage-class", "STANDARD_IA"), ("x-amz-checksum-crc32", "AAAAAA=="), ("x-id", "PutObject")]
    fresh += [("x-amz-sdk-checksum-algorithm", "CRC32"), ("x-amz-expected-bucket-owner", ACCOUNT)]
    link("PUT", path, fresh, b"first").is_done()
    link("PUT", path, fresh, b"second").is_error(412, "PreconditionFailed", Condition="If-None-Match")
    found = s3.get_object(Bucket=BUCKET, Key="link")
    assert found["Body"].read() == b"first" and found["Metadata"] == {"color": "blue and red"}, found
    assert found["StorageClass"] == "STANDARD_IA" and found["TagCount"] == 1, found
    # a foreign owner, and a header that the bearer of the URL adds without a signature
    link("GET", path, [("x-amz-expected-bucket-owner", OTHER)]).is_error(403, "AccessDenied")
    link("PUT", path, [], b"third", [("x-amz-acl", "private")]).is_error(403, "AccessDenied")
    # copies
    link("PUT", "/%s/link-copy" % BUCKET, [("X-Amz-Copy-Source", "/%s/link" % BUCKET)]).is_done()
    assert body_of("link-copy") == b"first"
    # conditions of reads
    etag = found["ETag"]
    assert link("GET", path, [("If-None-Match", etag)]).status == 304
    assert link("GET", path, [("if-match", etag)]).is_done().body == b"first"
    link("GET", path, [("If-Match", "other")]).is_error(412, "PreconditionFailed")
    # twice is once too often, and what no header line can carry is refused
    twice = [("x-amz-meta-a", "1"), ("X-Amz-Meta-A", "2")]
    link("PUT", "/%s/link-no" % BUCKET, twice, b"x").is_error(400, "InvalidArgument")
    link("PUT", path, [("If-Match", etag)], b"x", [("If-Match", "other")]).is_error(400, "InvalidArgument")
    link("PUT", "/%s/link-no" % BUCKET, [("x-amz-meta-a", "1\r\nx: y")], b"x").is_error(400, "InvalidArgument")
    link("PUT", "/%s/link-no" % BUCKET, [("x-amz-meta-a\nb", "1")], b"x").is_error(400, "InvalidArgument")
    # a request that is signed in its header has its headers there
    call("PUT", "/%s/link-plain?x-amz-meta-a=1" % BUCKET, [], b"x").is_done()
    assert s3.head_object(Bucket=BUCKET, Key="link-plain")["Metadata"] == {}
    # version 2 signs metadata as headers, and no condition
    path = "/%s/two" % BUCKET
    link_two("PUT", path, [("x-amz-meta-color", "green")], b"first").is_done()
    assert s3.head_object(Bucket=BUCKET, Key="two")["Metadata"] == {"color": "green"}
    link_two("PUT", path, [], b"second", [("x-amz-meta-color", "red")]).is_error(403, "SignatureDoesNotMatch")
    link_two("PUT", path, [], b"second", [("If-None-Match", "*")]).is_done()
    injected = [("x-amz-meta-a", "1\nx-amz-meta-b:2")]
    link_two("PUT", path, injected, b"third").is_error(400, "InvalidArgument")
    assert body_of("two") == b"second"
    assert "link-no" not in keys()


def half_a_part():
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="half")["UploadId"]
    text = "This operation does not accept partNumber without uploadId"
    target = "/%s/half?" % BUCKET
    copy = [("x-amz-copy-source", "/%s/link" % BUCKET)]
    for headers in ([], copy):
        found = call("PUT", target + "partNumber=1", headers, b"x")
        found.is_error(400, "InvalidArgument", text, ArgumentName="partNumber", ArgumentValue="partNumber")
        found = call("PUT", target + "uploadId=" + upload, headers, b"x")
        text_405 = "The specified method is not allowed against this resource."
        found.is_error(405, "MethodNotAllowed", text_405, Method="PUT", ResourceType="UPLOAD")
        assert found.headers["Allow"] == "DELETE, POST, GET", found.headers
    assert "half" not in keys()
    call("PUT", target + "partNumber=1&uploadId=" + upload, [], b"x").is_done()
    s3.put_object(Bucket=BUCKET, Key="half", Body=b"kept")
    call("DELETE", target + "partNumber=1").is_error(400, "InvalidArgument", text)
    for stray in ("acl", "uploads", "policy", "attributes", "torrent"):
        call("DELETE", target + stray).is_error(405, "MethodNotAllowed")
    call("DELETE", target + "uploads&uploadId=" + upload).is_error(400, "InvalidArgument")
    assert body_of("half") == b"kept"
    call("DELETE", target + "uploadId=" + upload).is_done(204)
    call("DELETE", target + "x-id=DeleteObject").is_done(204)
    assert "half" not in keys()


def plus_in_copy_sources():
    s3.put_object(Bucket=BUCKET, Key="a b+c", Body=b"blank")
    for source in ("a+b%2Bc", "a%20b%2Bc"):
        headers = [("x-amz-copy-source", "/%s/%s" % (BUCKET, source))]
        call("PUT", "/%s/plus" % BUCKET, headers).is_done()
        assert body_of("plus") == b"blank"
        upload = s3.create_multipart_upload(Bucket=BUCKET, Key="plus")["UploadId"]
        call("PUT", "/%s/plus?partNumber=1&uploadId=%s" % (BUCKET, upload), headers).is_done()
        s3.abort_multipart_upload(Bucket=BUCKET, Key="plus", UploadId=upload)
    headers = [("x-amz-copy-source", "/%s/a+b+c" % BUCKET)]
    call("PUT", "/%s/plus" % BUCKET, headers).is_error(404, "NoSuchKey", Key="a b c")
    name = "x-amz-copy-source"
    for source, text in (("", "Invalid copy source bucket name"), ("/b", "Invalid copy source object key")):
        found = call("PUT", "/%s/plus" % BUCKET, [(name, source)])
        found.is_error(400, "InvalidArgument", text, ArgumentName=name, ArgumentValue=source)


def changed_since_the_upload_began():
    def begin():
        upload = s3.create_multipart_upload(Bucket=BUCKET, Key="race")["UploadId"]
        etag = s3.upload_part(Bucket=BUCKET, Key="race", UploadId=upload, PartNumber=1, Body=b"part")["ETag"]
        parts = {"Parts": [{"PartNumber": 1, "ETag": etag}]}
        return {"Key": "race", "UploadId": upload, "MultipartUpload": parts}

    complete = s3.complete_multipart_upload
    conflict = (409, "ConditionalRequestConflict")
    etag = s3.put_object(Bucket=BUCKET, Key="race", Body=b"old")["ETag"]
    upload = begin()
    refused(412, "PreconditionFailed", None, complete, IfNoneMatch="*", **upload)
    s3.delete_object(Bucket=BUCKET, Key="race")
    error = refused(*conflict, None, complete, IfNoneMatch="*", **upload)["Error"]
    assert (error["Condition"], error["Key"]) == ("If-None-Match", "race"), error
    complete(Bucket=BUCKET, IfNoneMatch="*", **begin())
    etag = s3.put_object(Bucket=BUCKET, Key="race", Body=b"old")["ETag"]
    upload = begin()
    refused(412, "PreconditionFailed", None, complete, IfMatch='"other"', **upload)
    s3.put_object(Bucket=BUCKET, Key="race", Body=b"old")
    error = refused(*conflict, None, complete, IfMatch=etag, **upload)["Error"]
    assert (error["Condition"], error["Key"]) == ("If-Match", "race"), error
    assert body_of("race") == b"old"
    complete(Bucket=BUCKET, IfMatch=etag, **begin())
    assert body_of("race") == b"part"
    unconditional = begin()
    s3.put_object(Bucket=BUCKET, Key="race", Body=b"newer")
    complete(Bucket=BUCKET, **unconditional)
    assert body_of("race") == b"part"


def copies_onto_themselves():
    etag = s3.put_object(Bucket=BUCKET, Key="self", Body=b"self", Metadata={"a": "b"})["ETag"]
    source = {"Key": "self", "CopySource": {"Bucket": BUCKET, "Key": "self"}}
    illegal = (
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's"
        " metadata, storage class, website redirect location or encryption attributes."
    )
    refused(400, "InvalidRequest", illegal, s3.copy_object, **source)
    refused(400, "InvalidRequest", illegal, s3.copy_object, IfMatch=etag, **source)
    refused(412, "PreconditionFailed", None, s3.copy_object, IfNoneMatch="*", **source)
    refused(412, "PreconditionFailed", None, s3.copy_object, IfMatch='"other"', **source)
    for change in (
        {"StorageClass": "STANDARD"},
        {"ServerSideEncryption": "AES256"},
        {"MetadataDirective": "COPY"},
        {"MetadataDirective": "REPLACE", "Metadata": {"a": "b"}},
    ):
        s3.copy_object(Bucket=BUCKET, **source, **change)
        assert s3.head_object(Bucket=BUCKET, Key="self")["Metadata"] == {"a": "b"}
    unserved = "A header you provided implies functionality that is not implemented"
    for operation, arguments in ((s3.put_object, {"Key": "self"}), (s3.copy_object, source)):
        error = refused(501, "NotImplemented", unserved, operation, IfMatch="*", **arguments)["Error"]
        assert error["Header"] == "If-Match" and "If-Match" in error["additionalMessage"], error
    s3.delete_object(Bucket=BUCKET, Key="self", IfMatch="*")


def last_bytes_of_nothing():
    s3.put_object(Bucket=BUCKET, Key="empty", Body=b"")
    found = s3.get_object(Bucket=BUCKET, Key="empty", Range="bytes=-1")
    assert found["ResponseMetadata"]["HTTPStatusCode"] == 200 and found["ContentLength"] == 0, found
    refused(416, "InvalidRange", None, s3.get_object, Key="empty", Range="bytes=0-0")
    refused(416, "InvalidRange", None, s3.get_object, Key="empty", Range="bytes=-0")


SECTIONS = [
    headers_of_presigned_urls,
    half_a_part,
    plus_in_copy_sources,
    changed_since_the_upload_began,
    copies_onto_themselves,
    last_bytes_of_nothing,
]
s3.create_bucket(Bucket=BUCKET)
for section in SECTIONS:
    section()
    print("ok", section.__name__)
