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
import zlib

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
    for upload in s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"]:
        s3.abort_multipart_upload(Bucket=BUCKET, Key=upload["Key"], UploadId=upload["UploadId"])


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


def names_of_versions():
    """A bucket that never had versions knows the null version only."""
    unknown, text = "Eyn7lxdGE1WU1SU6QTbW1X6cbSIIRY0R", "Invalid version id specified"
    s3.put_object(Bucket=BUCKET, Key="one", Body=b"one")
    for operation in (s3.get_object, s3.delete_object, s3.get_object_tagging, s3.delete_object_tagging):
        error = refused(400, "InvalidArgument", text, operation, Key="one", VersionId=unknown)["Error"]
        assert (error["ArgumentName"], error["ArgumentValue"]) == ("versionId", unknown), error
    refused(400, "400", None, s3.head_object, Key="one", VersionId=unknown)
    entries = [{"Key": "one", "VersionId": unknown}]
    errors = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": entries})["Errors"]
    assert [(e["Code"], e["VersionId"]) for e in errors] == [("NoSuchVersion", unknown)], errors
    assert s3.get_object(Bucket=BUCKET, Key="one", VersionId="null")["Body"].read() == b"one"
    text = "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets."
    refused(400, "InvalidArgument", text, s3.delete_object, Key="one", BypassGovernanceRetention=True)
    bypass = {"Delete": {"Objects": [{"Key": "one"}]}, "BypassGovernanceRetention": True}
    refused(400, "InvalidArgument", text, s3.delete_objects, **bypass)
    assert body_of("one") == b"one"
    s3.delete_object(Bucket=BUCKET, Key="one", VersionId="null")
    assert "one" not in keys()
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": []})
    refused(404, "NoSuchTagSet", "The TagSet does not exist", s3.get_bucket_tagging)


def listings():
    s3.put_object(Bucket=BUCKET, Key="list/a b+c", Body=b"x")
    s3.put_object(Bucket=BUCKET, Key="list/b", Body=b"x")
    text = "The continuation token provided is incorrect"
    call("GET", "/%s?list-type=2&continuation-token=" % BUCKET).is_error(400, "InvalidArgument", text)
    for target in ("?list-type=2&", "?", "?versions&", "?uploads&"):
        found = call("GET", "/%s%sencoding-type=" % (BUCKET, target))
        found.is_error(400, "InvalidArgument", "Invalid Encoding Method specified in Request", ArgumentValue="")
    found = call("GET", "/%s?list-type=2&encoding-type=url&prefix=list/" % BUCKET).is_done().body
    assert b"<Key>list/a+b%2Bc</Key>" in found, found
    page = s3.list_objects_v2(Bucket=BUCKET, Prefix="list/", StartAfter="list/", MaxKeys=1)
    assert page["StartAfter"] == "list/"
    token = page["NextContinuationToken"]
    page = s3.list_objects_v2(Bucket=BUCKET, Prefix="list/", StartAfter="list/", ContinuationToken=token)
    assert "StartAfter" not in page and [e["Key"] for e in page["Contents"]] == ["list/b"], page

    empty = s3.list_multipart_uploads(Bucket=BUCKET, Prefix="list/")
    assert empty["NextKeyMarker"] == "" and empty["NextUploadIdMarker"] == "", empty
    ids = {}
    for key in ("list/up", "list/up/a", "list/up/b", "list/z"):
        ids[key] = s3.create_multipart_upload(Bucket=BUCKET, Key=key)["UploadId"]
    page = s3.list_multipart_uploads(Bucket=BUCKET)
    assert (page["NextKeyMarker"], page["NextUploadIdMarker"]) == ("list/z", ids["list/z"]), page
    assert "Prefix" not in page and not page["IsTruncated"], page
    page = s3.list_multipart_uploads(Bucket=BUCKET, Prefix="list/up", Delimiter="/", KeyMarker="list/up/a")
    assert "CommonPrefixes" not in page and "Uploads" not in page, page
    page = s3.list_multipart_uploads(Bucket=BUCKET, KeyMarker="list/up", UploadIdMarker=ids["list/up"], MaxUploads=1)
    assert [u["Key"] for u in page["Uploads"]] == ["list/up/a"], page
    text = "Invalid uploadId marker"
    for marker in (ids["list/z"], "abc", ids["list/up"][:-1] + "x"):
        arguments = {"KeyMarker": "list/up", "UploadIdMarker": marker}
        error = refused(400, "InvalidArgument", text, s3.list_multipart_uploads, **arguments)["Error"]
        assert (error["ArgumentName"], error["ArgumentValue"]) == ("upload-id-marker", marker), error
    page = s3.list_multipart_uploads(Bucket=BUCKET, UploadIdMarker="abc")
    assert page["UploadIdMarker"] == "" and len(page["Uploads"]) == 4, page
    # an upload that ended since the page before is a position all the same
    s3.abort_multipart_upload(Bucket=BUCKET, Key="list/up", UploadId=ids["list/up"])
    page = s3.list_multipart_uploads(Bucket=BUCKET, KeyMarker="list/up", UploadIdMarker=ids["list/up"])
    assert [u["Key"] for u in page["Uploads"]] == ["list/up/a", "list/up/b", "list/z"], page
    for key in ("list/up/a", "list/up/b", "list/z"):
        s3.abort_multipart_upload(Bucket=BUCKET, Key=key, UploadId=ids[key])


def buckets():
    found = call("GET", "/?max-buckets=10").is_done().body.decode()
    arn = "arn:aws:s3:::" + BUCKET
    assert "<BucketArn>%s</BucketArn>" % arn in found and ".000Z</CreationDate>" in found, found
    assert "<BucketArn>" not in call("GET", "/").is_done().body.decode()
    text = "Argument value nowhere is not a valid AWS Region"
    call("GET", "/?bucket-region=nowhere").is_error(400, "InvalidArgument", text, ArgumentName="bucket-region")
    assert call("PUT", "/" + BUCKET).is_done().headers["x-amz-bucket-arn"] == arn
    tags = b"<CreateBucketConfiguration><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></CreateBucketConfiguration>"
    call("PUT", "/" + BUCKET, [], tags).is_error(409, "BucketAlreadyOwnedByYou", BucketName=BUCKET)
    name = "x-amz-object-ownership"
    text = "Invalid x-amz-object-ownership header: RandomValue"
    call("PUT", "/s3-faults-2", [(name, "RandomValue")]).is_error(400, "InvalidArgument", text, ArgumentName=name)
    call("PUT", "/s3-faults-2", [(name, "BucketOwnerEnforced")]).is_done()
    call("DELETE", "/s3-faults-2").is_done(204)
    preflight = [("Origin", "https://example.com"), ("Access-Control-Request-Method", "PUT")]
    text = "CORSResponse: CORS is not enabled for this bucket."
    found = send("OPTIONS", "/%s/key" % BUCKET, preflight, b"")
    found.is_error(403, "AccessForbidden", text, Method="PUT", ResourceType="OBJECT")
    text = "Insufficient information. Origin request header needed."
    send("OPTIONS", "/%s/key" % BUCKET, [], b"").is_error(400, "BadRequest", text)
    name = "x-amz-expected-bucket-owner"
    text = "The value of the expected bucket owner parameter must be an AWS Account ID... [abcd]"
    call("GET", "/%s?location" % BUCKET, [(name, "abcd")]).is_error(400, "InvalidBucketOwnerAWSAccountID", text)
    call("GET", "/%s?location" % BUCKET, [(name, OTHER)]).is_error(403, "AccessDenied")
    call("GET", "/%s?location" % BUCKET, [(name, ACCOUNT)]).is_done()


def crc(body):
    return base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()


def checksums_of_uploads():
    def begin(*headers):
        found = call("POST", "/%s/sum?uploads" % BUCKET, headers).is_done().body
        return xml.etree.ElementTree.fromstring(found).find("{*}UploadId").text

    def complete(upload, parts, *headers):
        document = "<CompleteMultipartUpload>%s</CompleteMultipartUpload>" % parts
        return call("POST", "/%s/sum?uploadId=%s" % (BUCKET, upload), headers, document.encode())

    def put(upload, number, body, *headers):
        return call("PUT", "/%s/sum?partNumber=%d&uploadId=%s" % (BUCKET, number, upload), headers, body)

    def attributes(names):
        return call("GET", "/%s/sum?attributes" % BUCKET, [("x-amz-object-attributes", names)]).is_done().body.decode()

    part = "<Part><PartNumber>1</PartNumber><ETag>%s</ETag>%s</Part>"
    # without an algorithm
    upload = begin()
    put(upload, 1, b"body", ("x-amz-checksum-crc32", crc(b"other"))).is_error(400, "BadDigest")
    found = put(upload, 1, b"body", ("x-amz-checksum-crc32", crc(b"body"))).is_done()
    assert found.headers["x-amz-checksum-crc32"] == crc(b"body"), found.headers
    etag = found.headers["ETag"]
    named = part % (etag, "<ChecksumCRC32>%s</ChecksumCRC32>" % crc(b"body"))
    complete(upload, named).is_error(400, "InvalidPart", PartNumber="1")
    text = (
        "The upload was created using the null checksum mode. The complete request must use the same checksum mode."
    )
    typed = ("x-amz-checksum-type", "FULL_OBJECT")
    complete(upload, part % (etag, ""), typed).is_error(400, "InvalidRequest", text)
    found = complete(upload, part % (etag, "")).is_done().body.decode()
    assert "<ChecksumCRC64NVME>" in found and "<ChecksumType>FULL_OBJECT</ChecksumType>" in found, found
    whole = call("GET", "/%s/sum" % BUCKET, [("x-amz-checksum-mode", "ENABLED")]).headers["x-amz-checksum-crc64nvme"]
    s3.put_object(Bucket=BUCKET, Key="sum-plain", Body=b"body")
    plain = call("GET", "/%s/sum-plain" % BUCKET, [("x-amz-checksum-mode", "ENABLED")])
    assert plain.headers["x-amz-checksum-crc64nvme"] == whole, (plain.headers, whole)
    upload = begin()
    source = ("x-amz-copy-source", "/%s/sum" % BUCKET)
    assert b"Checksum" not in put(upload, 1, b"", source).is_done().body
    # composite
    upload = begin(("x-amz-checksum-algorithm", "CRC32"))
    tags = [put(upload, i + 1, b, ("x-amz-checksum-crc32", crc(b))).headers["ETag"] for i, b in enumerate((PART, b"x"))]
    parts = ""
    for number, (tag, body) in enumerate(zip(tags, (PART, b"x")), 1):
        checksum = "<ChecksumCRC32>%s</ChecksumCRC32>" % crc(body)
        parts += "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag>%s</Part>" % (number, tag, checksum)
    found = complete(upload, parts).is_done().body.decode()
    value = xml.etree.ElementTree.fromstring(found).find("{*}ChecksumCRC32").text
    assert value.endswith("-2"), found
    found = attributes("Checksum,ObjectParts")
    assert "<ChecksumCRC32>%s</ChecksumCRC32><ChecksumType>COMPOSITE<" % value[:-2] in found, (found, value)
    for element in ("<MaxParts>1000<", "<PartNumberMarker>0<", "<NextPartNumberMarker>2<", "<PartsCount>2<"):
        assert element in found, (element, found)
    shown = call("GET", "/%s/sum?partNumber=2" % BUCKET, [("x-amz-checksum-mode", "ENABLED")])
    assert shown.headers["x-amz-checksum-crc32"] == crc(b"x") and shown.body == b"x", shown.headers
    shown = call("GET", "/%s/sum" % BUCKET, [("x-amz-checksum-mode", "ENABLED")])
    assert shown.headers["x-amz-checksum-crc32"] == value, shown.headers
    # announced, but not there
    text = (
        "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were"
        " found."
    )
    algorithm = ("x-amz-sdk-checksum-algorithm", "CRC32")
    call("PUT", "/%s/no" % BUCKET, [algorithm], b"x").is_error(400, "InvalidRequest", text)
    call("PUT", "/%s/yes" % BUCKET, [algorithm, ("x-amz-checksum-crc32", crc(b"x"))], b"x").is_done()
    two = [("x-amz-checksum-crc32", crc(b"x")), ("x-amz-checksum-sha1", "EfaymphoNVnc2UJNEqp9LUjCvnY=")]
    text = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
    call("PUT", "/%s/no" % BUCKET, two, b"x").is_error(400, "InvalidRequest", text)
    wrong = base64.b64encode(hashlib.md5(b"y").digest()).decode()
    call("PUT", "/%s/no" % BUCKET, [("Content-MD5", wrong)], b"x").is_error(400, "BadDigest", ExpectedDigest=wrong)
    assert "no" not in keys()


def completions():
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="done")["UploadId"]
    etag = s3.upload_part(Bucket=BUCKET, Key="done", UploadId=upload, PartNumber=1, Body=b"x")["ETag"]
    target = "/%s/done?uploadId=" % BUCKET
    call("POST", target + upload).is_error(400, "InvalidRequest", "You must specify at least one part")
    call("POST", target + upload[:-1] + "0").is_error(404, "NoSuchUpload")
    call("POST", target + upload, [], b"<CompleteMultipartUpload/>").is_error(400, "MalformedXML")
    part = "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>"
    document = "<CompleteMultipartUpload>%s</CompleteMultipartUpload>"
    zero = (document % (part % (0, etag))).encode()
    found = call("POST", target + upload, [], zero)
    found.is_error(400, "InvalidArgument", "PartNumber must be >= 1", ArgumentName="PartNumber", ArgumentValue="0")
    disorder = (document % (part % (2, etag) + part % (1, etag))).encode()
    call("POST", target + upload, [], disorder).is_error(400, "InvalidPartOrder", UploadId=upload)
    one = (document % (part % (1, etag))).encode()
    size = "x-amz-mp-object-size"
    call("POST", target + upload, [(size, "size")], one).is_error(400, "InvalidRequest")
    call("POST", target + upload, [(size, "2")], one).is_error(400, "InvalidRequest")
    call("POST", target + upload, [(size, "1")], one).is_done()
    headers = [("x-amz-object-attributes", "ObjectParts"), ("x-amz-max-parts", "abc")]
    assert b"<PartsCount>1<" in call("GET", "/%s/done?attributes" % BUCKET, headers).is_done().body


def text_of_metadata():
    word = "=?UTF-8?B?%s?=" % base64.b64encode("ÄMÄ".encode()).decode()
    quoted = "=?utf-8?Q?=C3=84M=C3=84?="
    twice = "=?UTF-8?B?%s?=" % base64.b64encode("ÄMÄ".encode().decode("latin-1").encode()).decode()
    raw = "ÄMÄ".encode().decode("latin-1")
    for sent, shown in ((word, word), (quoted, word), (raw, twice), ("plain", "plain"), ("=?X?Y?Z?=", "=?X?Y?Z?=")):
        call("PUT", "/%s/text" % BUCKET, [("x-amz-meta-a", sent)]).is_done()
        found = call("GET", "/%s/text" % BUCKET).is_done().headers["x-amz-meta-a"]
        assert found == shown, (sent, found, shown)
    lines = "=?UTF-8?B?%s?=" % base64.b64encode(b"a\r\nx: y").decode()
    call("PUT", "/%s/text" % BUCKET, [("x-amz-meta-a", lines)]).is_done()
    assert call("GET", "/%s/text" % BUCKET).headers["x-amz-meta-a"] == lines
    for sent, shown in (
        (["aws-chunked"], None),
        (["AWS-Chunked, gzip"], "gzip"),
        (["gzip", "aws-chunked"], "gzip"),
        (["aws-chunked", "gzip,br"], "gzip,br"),
    ):
        call("PUT", "/%s/text" % BUCKET, [("Content-Encoding", line) for line in sent]).is_done()
        assert call("HEAD", "/%s/text" % BUCKET).headers["Content-Encoding"] == shown, sent
    name = "x-amz-tagging"
    text = (
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name"
        " duplicates."
    )
    found = call("PUT", "/%s/text" % BUCKET, [(name, "a=1,b=2")])
    found.is_error(400, "InvalidArgument", text, ArgumentName=name, ArgumentValue="a=1,b=2")
    call("PUT", "/%s/text" % BUCKET, [(name, "a=1&b=2")]).is_done()


def selectors():
    s3.put_object(Bucket=BUCKET, Key="sel", Body=b"object")
    for target, allow in (
        ("/%s?uploads" % BUCKET, "GET"),
        ("/%s?acl" % BUCKET, "GET, PUT"),
        ("/%s?policy" % BUCKET, "DELETE, GET, PUT"),
        ("/%s/sel?tagging" % BUCKET, "DELETE, GET, PUT"),
        ("/%s/sel?uploads" % BUCKET, "POST"),
    ):
        found = call("HEAD", target)
        assert (found.status, found.headers["Allow"], found.body) == (405, allow, b""), (target, found.headers)
    assert call("HEAD", "/%s/sel?acl&tagging" % BUCKET).status == 400
    found = call("GET", "/%s?acl&policy" % BUCKET)
    found.is_error(400, "InvalidArgument", "Conflicting query string parameters: acl, policy", ArgumentValue="acl")
    for selector in ("policyStatus", "metrics", "object-lock"):
        assert call("GET", "/%s/sel?%s" % (BUCKET, selector)).is_done().body == b"object"
        call("DELETE", "/%s/sel?%s" % (BUCKET, selector)).is_error(405, "MethodNotAllowed")
    assert call("POST", "/%s/sel" % BUCKET).is_error(405, "MethodNotAllowed").headers["Allow"] == "HEAD, DELETE, GET, PUT"
    assert body_of("sel") == b"object"


SECTIONS = [
    headers_of_presigned_urls,
    half_a_part,
    plus_in_copy_sources,
    changed_since_the_upload_began,
    copies_onto_themselves,
    last_bytes_of_nothing,
    names_of_versions,
    listings,
    buckets,
    checksums_of_uploads,
    completions,
    text_of_metadata,
    selectors,
]
s3.create_bucket(Bucket=BUCKET)
for section in SECTIONS:
    section()
    print("ok", section.__name__)
