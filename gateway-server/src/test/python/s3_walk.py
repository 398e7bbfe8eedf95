"""Walks S3 with boto3 and bare HTTP, allowed and refused; prints one line a section, fails on the first surprise.

Usage: s3_walk.py ACCOUNT ROOT_ACCESS_KEY ROOT_SECRET_KEY OTHER_ACCOUNT OTHER_ACCESS_KEY OTHER_SECRET_KEY
"""
import datetime
import hashlib
import hmac
import http.client
import json
import os
import sys
import urllib.parse
import xml.etree.ElementTree

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["DRAWBRIDGE_ENDPOINT"]
HOST = urllib.parse.urlsplit(ENDPOINT).netloc
ACCOUNT, ROOT_KEY, ROOT_SECRET, OTHER, OTHER_KEY, OTHER_SECRET = sys.argv[1:7]
BUCKET = "s3-walk"
BODY = b"0123456789"


def client(service, access_key, secret_key):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(
            signature_version="s3v4" if service == "s3" else None,
            retries={"max_attempts": 0},
            parameter_validation=False,
            s3={"addressing_style": "path"},
        ),
    )


def expect(status, code, text, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status, error.response
        assert found["Code"] == code and (text is None or found["Message"] == text), (found, code, text)
        return error.response
    raise AssertionError("expected %s %s" % (code, arguments))


def bare(method, url, headers=None, body=None):
    """A request without any client's help: status, headers, and the elements of an error document."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(HOST, timeout=20)
    connection.request(method, (parts.path or "/") + ("?" + parts.query if parts.query else ""), body, headers or {})
    response = connection.getresponse()
    data = response.read()
    connection.close()
    elements = {}
    if response.status >= 400 and data:
        assert response.getheader("Content-Type") == "application/xml", response.getheaders()
        root = xml.etree.ElementTree.fromstring(data)
        assert root.tag == "Error", data
        elements = {child.tag: child.text for child in root}
        assert list(elements)[:2] == ["Code", "Message"] and list(elements)[-2:] == ["RequestId", "HostId"], elements
        assert elements["RequestId"] == response.getheader("x-amz-request-id"), elements
        assert elements["HostId"] == response.getheader("x-amz-id-2"), elements
    return response.status, response.headers, elements, data


def policy(**changes):
    statement = {"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "s3:GetObject"}
    statement["Resource"] = "arn:aws:s3:::%s/*" % BUCKET
    statement.update(changes)
    return json.dumps({"Version": "2012-10-17", "Statement": [{k: v for k, v in statement.items() if v != "-"}]})


s3 = client("s3", ROOT_KEY, ROOT_SECRET)
other = client("s3", OTHER_KEY, OTHER_SECRET)
iam = client("iam", ROOT_KEY, ROOT_SECRET)


def buckets():
    assert s3.create_bucket(Bucket=BUCKET)["Location"] == "/" + BUCKET
    s3.create_bucket(Bucket=BUCKET)
    taken = expect(409, "BucketAlreadyExists", None, other.create_bucket, Bucket=BUCKET)
    assert taken["Error"]["BucketName"] == BUCKET, taken
    invalid = "The specified bucket is not valid."
    for name in ("UPPER", "a_b", "192.168.1.1", "xn--a", "ab", "a" * 64, "a..b", "-ab"):
        expect(400, "InvalidBucketName", invalid, s3.create_bucket, Bucket=name)
    expect(
        400,
        "IllegalLocationConstraintException",
        "The us-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.",
        s3.create_bucket,
        Bucket="elsewhere",
        CreateBucketConfiguration={"LocationConstraint": "us-west-1"},
    )
    east = {"LocationConstraint": "us-east-1"}
    expect(400, "InvalidLocationConstraint", None, s3.create_bucket, Bucket="x-y-z", CreateBucketConfiguration=east)
    for call in (s3.head_bucket, s3.list_objects, s3.list_objects_v2):
        assert call(Bucket=BUCKET)["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"] == "us-east-1", call
    refused = expect(403, "403", "Forbidden", other.head_bucket, Bucket=BUCKET)
    assert refused["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"] == "us-east-1", refused
    expect(404, "404", "Not Found", s3.head_bucket, Bucket="no-such-bucket")
    gone = expect(404, "NoSuchBucket", "The specified bucket does not exist", s3.list_objects_v2, Bucket="no-such-bucket")
    assert gone["Error"]["BucketName"] == "no-such-bucket", gone
    assert s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"] is None
    expect(404, "NoSuchTagSet", "The TagSet does not exist", s3.get_bucket_tagging, Bucket=BUCKET)
    tags = [{"Key": "a", "Value": "b"}]
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"] == tags
    s3.delete_bucket_tagging(Bucket=BUCKET)
    assert [b["Name"] for b in s3.list_buckets()["Buckets"]] == [BUCKET]
    assert other.list_buckets()["Buckets"] == []


def bucket_policies():
    def malformed(text, document):
        expect(400, "MalformedPolicy", text, s3.put_bucket_policy, Bucket=BUCKET, Policy=document)

    for document in ("", "[]", "x"):
        malformed("Policies must be valid JSON and the first byte must be '{'", document)
    malformed("This policy contains invalid Json", "{")
    malformed("Missing required field Principal", policy(Principal="-"))
    malformed("Missing required field Action", policy(Action="-"))
    malformed("Missing required field Resource", policy(Resource="-"))
    malformed("Invalid effect: Maybe", policy(Effect="Maybe"))
    malformed("Invalid principal in policy", policy(Principal={"AWS": "arn:aws:iam::%s:user/none" % ACCOUNT}))
    malformed("Invalid principal in policy", policy(Principal={"AWS": "arn:aws:iam::%s:user/*" % ACCOUNT}))
    malformed("Policy has invalid action", policy(Action="s3:Frob"))
    malformed("Policy has invalid resource", policy(Resource="arn:aws:s3:::another/*"))
    malformed("Action does not apply to any resource(s) in statement", policy(Resource="arn:aws:s3:::" + BUCKET))
    malformed("This policy contains invalid Json", policy().replace('"Version"', '"Version":"2012-10-17","Version"'))
    for public in (policy(Principal="*"), policy(Principal={"AWS": "*"}), policy(Principal="-", NotPrincipal={"AWS": OTHER})):
        expect(
            403,
            "AccessDenied",
            'User: arn:aws:iam::%s:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::%s"'
            " because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
            % (ACCOUNT, BUCKET),
            s3.put_bucket_policy,
            Bucket=BUCKET,
            Policy=public,
        )
    expect(404, "NoSuchBucketPolicy", "The bucket policy does not exist", s3.get_bucket_policy, Bucket=BUCKET)
    expect(403, "AccessDenied", "Access Denied", other.get_bucket_policy, Bucket=BUCKET)
    actions = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]
    s3.put_bucket_policy(Bucket=BUCKET, Policy=policy(Action=actions, Resource="arn:aws:s3:::" + BUCKET))
    text = "The specified method is not allowed against this resource."
    expect(405, "MethodNotAllowed", text, other.get_bucket_policy, Bucket=BUCKET)
    expect(405, "MethodNotAllowed", text, other.delete_bucket_policy, Bucket=BUCKET)
    expect(405, "MethodNotAllowed", text, other.put_bucket_policy, Bucket=BUCKET, Policy=policy())
    assert s3.get_bucket_policy_status(Bucket=BUCKET)["PolicyStatus"] == {"IsPublic": False}
    s3.delete_bucket_policy(Bucket=BUCKET)
    s3.delete_bucket_policy(Bucket=BUCKET)


def reading():
    etag = s3.put_object(Bucket=BUCKET, Key="k", Body=BODY, Metadata={"a": "b"}, ContentType="text/x")["ETag"]
    when = s3.head_object(Bucket=BUCKET, Key="k")["LastModified"]
    for call in (s3.get_object, s3.head_object):
        head = call == s3.head_object
        fresh = expect(304, "304", "Not Modified", call, Bucket=BUCKET, Key="k", IfNoneMatch=etag)
        headers = fresh["ResponseMetadata"]["HTTPHeaders"]
        assert headers["etag"] == etag and "last-modified" in headers, headers
        expect(304, "304", "Not Modified", call, Bucket=BUCKET, Key="k", IfModifiedSince=when)
        failed = expect(412, "412" if head else "PreconditionFailed", None, call, Bucket=BUCKET, Key="k", IfMatch='"x"')
        assert head or failed["Error"]["Condition"] == "If-Match", failed
        call(Bucket=BUCKET, Key="k", IfMatch=etag, IfUnmodifiedSince="2001-01-01")
        expect(416, "416" if head else "InvalidRange", None, call, Bucket=BUCKET, Key="k", Range="bytes=10-")
        expect(404, "404" if head else "NoSuchKey", None, call, Bucket=BUCKET, Key="none")
        expect(403, "403" if head else "AccessDenied", None, call, Bucket=BUCKET, Key="k", ExpectedBucketOwner=OTHER)
    for span, text in (("0-0", b"0"), ("2-4", b"234"), ("-3", b"789"), ("5-", b"56789"), ("8-99", b"89")):
        got = s3.get_object(Bucket=BUCKET, Key="k", Range="bytes=" + span)
        assert got["ResponseMetadata"]["HTTPStatusCode"] == 206 and got["Body"].read() == text, (span, got)
        start = BODY.index(text)
        assert got["ContentRange"] == "bytes %d-%d/10" % (start, start + len(text) - 1), got
    for span in ("bytes=5-2", "bytes=0-1,3-4", "frobs=1-2", "bytes=x"):
        assert s3.get_object(Bucket=BUCKET, Key="k", Range=span)["ResponseMetadata"]["HTTPStatusCode"] == 200, span
    got = s3.get_object(Bucket=BUCKET, Key="k", ResponseContentType="a/b", ResponseCacheControl="no-store")
    assert got["ContentType"] == "a/b" and got["CacheControl"] == "no-store", got
    for text in ("a\r\nx-evil: 1", "a\nb", "\u65e5", "a\x7f"):
        expect(
            400,
            "InvalidArgument",
            "Header value cannot be represented using ISO-8859-1.",
            s3.get_object,
            Bucket=BUCKET,
            Key="k",
            ResponseContentDisposition=text,
        )


def writing():
    expect(412, "PreconditionFailed", None, write_if, IfNoneMatch="*")
    etag = s3.head_object(Bucket=BUCKET, Key="k")["ETag"]
    write_if(IfMatch=etag)
    expect(412, "PreconditionFailed", None, write_if, IfMatch='"x"')
    expect(404, "NoSuchKey", None, write_if, key="none", IfMatch=etag)
    expect(
        400,
        "AccessControlListNotSupported",
        "The bucket does not allow ACLs",
        s3.put_object,
        Bucket=BUCKET,
        Key="k",
        ACL="public-read",
    )
    s3.put_object(Bucket=BUCKET, Key="k", Body=BODY, ACL="bucket-owner-full-control", Metadata={"a": "b"})
    expect(400, "KeyTooLongError", "Your key is too long", s3.put_object, Bucket=BUCKET, Key="k" * 1025)
    expect(400, "InvalidStorageClass", None, s3.put_object, Bucket=BUCKET, Key="k", StorageClass="FROB")
    expect(400, "BadDigest", None, s3.put_object, Bucket=BUCKET, Key="k", Body=b"a", ContentMD5="A" * 22 + "==")
    expect(400, "InvalidDigest", None, s3.put_object, Bucket=BUCKET, Key="k", Body=b"a", ContentMD5="x")
    expect(400, "MetadataTooLarge", None, s3.put_object, Bucket=BUCKET, Key="k", Metadata={"a": "b" * 2100})


def write_if(key="k", **more):
    # The client is older than conditional writes.
    names = {"IfMatch": "If-Match", "IfNoneMatch": "If-None-Match"}

    def put(params, **_):
        params["headers"].update({names[name]: value for name, value in more.items()})

    s3.meta.events.register("before-call.s3.PutObject", put, unique_id="condition")
    try:
        return s3.put_object(Bucket=BUCKET, Key=key, Body=BODY)
    finally:
        s3.meta.events.unregister("before-call.s3.PutObject", unique_id="condition")


def copying():
    source = BUCKET + "/k"
    expect(400, "InvalidRequest", None, s3.copy_object, Bucket=BUCKET, Key="k", CopySource=source)
    s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=source)
    assert s3.head_object(Bucket=BUCKET, Key="copy")["Metadata"] == {"a": "b"}
    s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=source, MetadataDirective="REPLACE", Metadata={"c": "d"})
    assert s3.head_object(Bucket=BUCKET, Key="copy")["Metadata"] == {"c": "d"}
    s3.put_object_tagging(Bucket=BUCKET, Key="k", Tagging={"TagSet": [{"Key": "t", "Value": "1"}]})
    s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=source)
    assert s3.get_object_tagging(Bucket=BUCKET, Key="copy")["TagSet"] == [{"Key": "t", "Value": "1"}]
    s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=source, TaggingDirective="REPLACE", Tagging="u=2")
    assert s3.get_object_tagging(Bucket=BUCKET, Key="copy")["TagSet"] == [{"Key": "u", "Value": "2"}]
    expect(404, "NoSuchKey", None, s3.copy_object, Bucket=BUCKET, Key="x", CopySource=BUCKET + "/none")
    expect(404, "NoSuchBucket", None, s3.copy_object, Bucket=BUCKET, Key="x", CopySource="no-such-bucket/k")
    expect(400, "InvalidArgument", None, s3.copy_object, Bucket=BUCKET, Key="x", CopySource="k")
    etag = s3.head_object(Bucket=BUCKET, Key="k")["ETag"]
    s3.copy_object(Bucket=BUCKET, Key="x", CopySource=source, CopySourceIfMatch=etag)
    expect(
        412, "PreconditionFailed", None, s3.copy_object, Bucket=BUCKET, Key="x", CopySource=source, CopySourceIfNoneMatch=etag
    )


def tagging():
    def put(tags):
        s3.put_object_tagging(Bucket=BUCKET, Key="k", Tagging={"TagSet": [{"Key": k, "Value": v} for k, v in tags]})

    twice = "Cannot provide multiple Tags with the same key"
    expect(400, "InvalidTag", twice, put, tags=[("a", "1"), ("a", "2")])
    expect(400, "BadRequest", "Object tags cannot be greater than 10", put, tags=[("a%d" % i, "") for i in range(11)])
    expect(400, "InvalidTag", None, put, tags=[("k" * 129, "")])
    expect(400, "InvalidTag", None, put, tags=[("k", "v" * 257)])
    expect(400, "InvalidTag", None, put, tags=[("aws:k", "v")])
    put([("a%d" % i, "") for i in range(10)])
    assert s3.get_object(Bucket=BUCKET, Key="k")["TagCount"] == 10
    s3.delete_object_tagging(Bucket=BUCKET, Key="k")
    assert s3.get_object_tagging(Bucket=BUCKET, Key="k")["TagSet"] == []
    expect(404, "NoSuchKey", None, s3.get_object_tagging, Bucket=BUCKET, Key="none")
    expect(400, "InvalidArgument", None, s3.put_object, Bucket=BUCKET, Key="k", Tagging="a=1&a=2")


def multipart():
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="mp")["UploadId"]
    args = {"Bucket": BUCKET, "Key": "mp", "UploadId": upload}
    for number in (0, 10001):
        text = "Part number must be an integer between 1 and 10000, inclusive"
        expect(400, "InvalidArgument", text, s3.upload_part, PartNumber=number, Body=b"a", **args)
    one = s3.upload_part(PartNumber=1, Body=b"a", **args)["ETag"]
    two = s3.upload_part(PartNumber=2, Body=b"b", **args)["ETag"]

    def complete(*parts, **more):
        parts = {"Parts": [{"PartNumber": number, "ETag": etag} for number, etag in parts]}
        return s3.complete_multipart_upload(**{**args, **more}, MultipartUpload=parts)

    expect(400, "InvalidPartOrder", None, lambda: complete((2, two), (1, one)))
    small = expect(400, "EntityTooSmall", None, lambda: complete((1, one), (2, two)))["Error"]
    assert small["ProposedSize"] == "1" and small["MinSizeAllowed"] == "5242880", small
    expect(400, "InvalidPart", None, lambda: complete((1, two)))
    expect(400, "InvalidPart", None, lambda: complete((3, one)))
    expect(400, "InvalidRequest", None, s3.complete_multipart_upload, **args)
    expect(404, "NoSuchUpload", None, lambda: complete((1, one), Key="mp2"))
    expect(404, "NoSuchUpload", None, lambda: complete((1, one), UploadId="x"))
    assert [u["UploadId"] for u in s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"]] == [upload]
    page = s3.list_parts(MaxParts=1, **args)
    assert page["IsTruncated"] and [p["PartNumber"] for p in page["Parts"]] == [1], page
    rest = s3.list_parts(PartNumberMarker=page["NextPartNumberMarker"], **args)
    assert not rest["IsTruncated"] and [p["PartNumber"] for p in rest["Parts"]] == [2], rest
    assert complete((1, one))["ETag"].endswith('-1"')
    assert complete((1, one))["ETag"].endswith('-1"')
    expect(404, "NoSuchUpload", None, s3.abort_multipart_upload, **args)
    expect(416, "InvalidPartNumber", None, s3.get_object, Bucket=BUCKET, Key="mp", PartNumber=2)
    aborted = s3.create_multipart_upload(Bucket=BUCKET, Key="mp")["UploadId"]
    s3.abort_multipart_upload(Bucket=BUCKET, Key="mp", UploadId=aborted)
    expect(404, "NoSuchUpload", None, s3.upload_part, **{**args, "UploadId": aborted}, PartNumber=1, Body=b"a")


def listing():
    keys = ["a", "a/b", "a/c", "d/e/f", "d/g", "h i", "j+k", "\u00fc"]
    for key in [item["Key"] for item in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]:
        s3.delete_object(Bucket=BUCKET, Key=key)
    assert "Contents" not in s3.list_objects_v2(Bucket=BUCKET)
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key)
    for size in (1, 2, 3, 8, 9):
        found, groups, more = [], [], {}
        while True:
            page = s3.list_objects_v2(Bucket=BUCKET, MaxKeys=size, Delimiter="/", **more)
            found += [item["Key"] for item in page.get("Contents", [])]
            groups += [item["Prefix"] for item in page.get("CommonPrefixes", [])]
            assert page["KeyCount"] <= size, page
            if not page["IsTruncated"]:
                break
            more = {"ContinuationToken": page["NextContinuationToken"]}
        assert found == ["a", "h i", "j+k", "\u00fc"] and groups == ["a/", "d/"], (size, found, groups)
    assert [i["Key"] for i in s3.list_objects_v2(Bucket=BUCKET, StartAfter="d/e/f")["Contents"]] == keys[4:]
    assert [i["Key"] for i in s3.list_objects(Bucket=BUCKET, Marker="a", MaxKeys=2)["Contents"]] == ["a/b", "a/c"]
    assert [i["Key"] for i in s3.list_objects_v2(Bucket=BUCKET, Prefix="d/")["Contents"]] == ["d/e/f", "d/g"]
    empty = s3.list_objects_v2(Bucket=BUCKET, MaxKeys=0)
    assert empty["KeyCount"] == 0 and not empty["IsTruncated"], empty
    text = "Argument maxKeys must be an integer between 0 and 2147483647"
    expect(400, "InvalidArgument", text, s3.list_objects_v2, Bucket=BUCKET, MaxKeys=-1)
    text = "The continuation token provided is incorrect"
    expect(400, "InvalidArgument", text, s3.list_objects_v2, Bucket=BUCKET, ContinuationToken="x")
    page = s3.list_objects_v2(Bucket=BUCKET, MaxKeys=1)["NextContinuationToken"]
    s3.create_bucket(Bucket=BUCKET + "-2")
    expect(400, "InvalidArgument", text, s3.list_objects_v2, Bucket=BUCKET + "-2", ContinuationToken=page)
    s3.delete_bucket(Bucket=BUCKET + "-2")
    text = "Invalid Encoding Method specified in Request"
    expect(400, "InvalidArgument", text, s3.list_objects_v2, Bucket=BUCKET, EncodingType="frob")


def permissions():
    """The table of 404 and 403, and errors of single keys."""
    iam.create_user(UserName="reader")
    key = iam.create_access_key(UserName="reader")["AccessKey"]
    reader = client("s3", key["AccessKeyId"], key["SecretAccessKey"])

    def allow(*statements):
        statements = [{"Effect": "Allow", "Action": a, "Resource": "arn:aws:s3:::" + r} for a, r in statements]
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        iam.put_user_policy(UserName="reader", PolicyName="p", PolicyDocument=document)

    me = "arn:aws:iam::%s:user/reader" % ACCOUNT

    def reason(action, resource):
        return (
            'User: %s is not authorized to perform: s3:%s on resource: "arn:aws:s3:::%s"'
            " because no identity-based policy allows the s3:%s action" % (me, action, resource, action)
        )

    expect(403, "AccessDenied", reason("GetObject", BUCKET + "/a"), reader.get_object, Bucket=BUCKET, Key="a")
    expect(403, "403", "Forbidden", reader.head_object, Bucket=BUCKET, Key="a")
    expect(403, "AccessDenied", reason("GetObject", BUCKET + "/no"), reader.get_object, Bucket=BUCKET, Key="no")
    expect(403, "AccessDenied", reason("ListBucket", BUCKET), reader.list_objects_v2, Bucket=BUCKET)
    expect(403, "AccessDenied", reason("PutObject", BUCKET + "/a"), reader.put_object, Bucket=BUCKET, Key="a", Body=BODY)
    expect(404, "NoSuchBucket", None, reader.get_object, Bucket="no-such-bucket", Key="a")
    allow(("s3:GetObject", BUCKET + "/*"))
    reader.get_object(Bucket=BUCKET, Key="a")
    expect(403, "AccessDenied", None, reader.get_object, Bucket=BUCKET, Key="no")
    expect(403, "403", "Forbidden", reader.head_object, Bucket=BUCKET, Key="no")
    allow(("s3:GetObject", BUCKET + "/*"), ("s3:ListBucket", BUCKET))
    expect(404, "NoSuchKey", None, reader.get_object, Bucket=BUCKET, Key="no")
    expect(404, "404", "Not Found", reader.head_object, Bucket=BUCKET, Key="no")
    allow(("s3:DeleteObject", BUCKET + "/a/*"))
    objects = [{"Key": k} for k in ("a", "a/b", "a/none", "d/g")]
    result = reader.delete_objects(Bucket=BUCKET, Delete={"Objects": objects})
    assert sorted(d["Key"] for d in result["Deleted"]) == ["a/b", "a/none"], result
    errors = {e["Key"]: (e["Code"], e["Message"]) for e in result["Errors"]}
    assert errors == {k: ("AccessDenied", reason("DeleteObject", BUCKET + "/" + k)) for k in ("a", "d/g")}, errors
    expect(400, "MalformedXML", None, s3.delete_objects, Bucket=BUCKET, Delete={"Objects": []})
    many = {"Objects": [{"Key": "k%d" % i} for i in range(1001)]}
    expect(400, "MalformedXML", None, s3.delete_objects, Bucket=BUCKET, Delete=many)
    quiet = reader.delete_objects(Bucket=BUCKET, Delete={"Objects": objects[1:2], "Quiet": True})
    assert "Deleted" not in quiet and "Errors" not in quiet, quiet
    conflict = expect(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", s3.delete_bucket, Bucket=BUCKET)
    assert conflict["Error"]["BucketName"] == BUCKET, conflict
    iam.delete_access_key(UserName="reader", AccessKeyId=key["AccessKeyId"])
    iam.delete_user_policy(UserName="reader", PolicyName="p")
    iam.delete_user(UserName="reader")
    expect(403, "InvalidAccessKeyId", None, reader.get_object, Bucket=BUCKET, Key="a")


def presigned():
    url = s3.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": "a"}, ExpiresIn=300)
    assert bare("GET", url)[0] == 200
    status, _, error, _ = bare("GET", url, {"x-amz-meta-a": "b", "x-amz-acl": "private"})
    assert (status, error["Code"]) == (403, "AccessDenied"), error
    assert error["Message"] == "There were headers present in the request which were not signed", error
    assert error["HeadersNotSigned"] == "x-amz-meta-a, x-amz-acl", error
    status, _, error, _ = bare("PUT", url, body=b"x")
    assert (status, error["Code"], error["AWSAccessKeyId"]) == (403, "SignatureDoesNotMatch", ROOT_KEY), error
    assert ROOT_SECRET not in str(error) and error["CanonicalRequest"].startswith("PUT\n"), error
    for old, new in (("/a?", "/h%20i?"), ("X-Amz-Expires=300", "X-Amz-Expires=301"), ("us-east-1", "us-east-2")):
        assert old in url and bare("GET", url.replace(old, new))[0] in (400, 403), (old, new)
    assert bare("GET", url + "&versionId=null")[0] == 403
    status, _, error, _ = bare("GET", url + "&X-Amz-Security-Token=x")
    assert (status, error["Code"]) in ((400, "InvalidToken"), (403, "SignatureDoesNotMatch")), error
    status, _, error, _ = bare("GET", url, {"Authorization": "AWS a:b"})
    assert (status, error["Code"], error["ArgumentName"]) == (400, "InvalidArgument", "Authorization"), error
    arguments = {"Bucket": BUCKET, "Key": "a"}
    long = s3.generate_presigned_url("get_object", arguments, ExpiresIn=604801)
    status, _, error, _ = bare("GET", long)
    assert (status, error["Code"]) == (400, "AuthorizationQueryParametersError"), error
    assert bare("GET", signed_url("/" + BUCKET + "/a", 250, 300))[0] == 200
    status, _, error, _ = bare("GET", signed_url("/" + BUCKET + "/a", 600, 300))
    assert (status, error["Code"], error["Message"]) == (403, "AccessDenied", "Request has expired"), error
    assert error["X-Amz-Expires"] == "300" and error["Expires"] < error["ServerTime"], error


def signed_url(path, age_seconds, life_seconds):
    """A presigned GET that was made some time ago; signed by hand, because clients only know the present."""
    when = datetime.datetime.utcnow() - datetime.timedelta(seconds=age_seconds)
    scope = when.strftime("%Y%m%d") + "/us-east-1/s3/aws4_request"
    query = urllib.parse.urlencode(
        {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Credential": ROOT_KEY + "/" + scope,
            "X-Amz-Date": when.strftime("%Y%m%dT%H%M%SZ"),
            "X-Amz-Expires": life_seconds,
            "X-Amz-SignedHeaders": "host",
        }
    )
    canonical = "\n".join(["GET", path, query, "host:" + HOST, "", "host", "UNSIGNED-PAYLOAD"])
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", when.strftime("%Y%m%dT%H%M%SZ"), scope, digest])
    key = ("AWS4" + ROOT_SECRET).encode()
    for word in scope.split("/") + [text]:
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return path + "?" + query + "&X-Amz-Signature=" + key.hex()


def anonymous():
    expected = {
        ("GET", "/"): (403, "AccessDenied"),
        ("GET", "/" + BUCKET): (403, "AccessDenied"),
        ("GET", "/" + BUCKET + "/a"): (403, "AccessDenied"),
        ("GET", "/" + BUCKET + "/none"): (403, "AccessDenied"),
        ("DELETE", "/" + BUCKET): (403, "AccessDenied"),
        ("PUT", "/" + BUCKET + "/a"): (403, "AccessDenied"),
        ("GET", "/no-such-bucket"): (404, "NoSuchBucket"),
        ("POST", "/" + BUCKET): (405, "MethodNotAllowed"),
        ("DELETE", "/"): (405, "MethodNotAllowed"),
        ("GET", "/" + BUCKET + "/%zz"): (400, "InvalidURI"),
    }
    for (method, path), expected_error in expected.items():
        status, headers, error, _ = bare(method, path)
        assert (status, error["Code"]) == expected_error, (method, path, status, error)
        assert headers["Server"] == "AmazonS3", headers
    status, headers, _, data = bare("HEAD", "/" + BUCKET + "/a")
    assert status == 403 and data == b"" and headers["x-amz-request-id"], headers


for section in (
    buckets,
    bucket_policies,
    reading,
    writing,
    copying,
    tagging,
    multipart,
    listing,
    permissions,
    presigned,
    anonymous,
):
    section()
    print("ok", section.__name__)
