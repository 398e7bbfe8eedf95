"""Answers that were recorded from AWS, each with its accepted twin; prints one line a section."""
import base64
import hashlib
import xml.etree.ElementTree
import zlib

from s3_raw import ACCOUNT, BUCKET, OTHER, body_of, call, keys, refused, run, s3, send

PART = b"p" * (5 << 20)


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
    tags = b"<Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags>"
    tags = b"<CreateBucketConfiguration>" + tags + b"</CreateBucketConfiguration>"
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
    found = call("POST", "/%s/sel" % BUCKET).is_error(405, "MethodNotAllowed")
    assert found.headers["Allow"] == "HEAD, DELETE, GET, PUT", found.headers
    assert body_of("sel") == b"object"


run(
    [
        names_of_versions,
        listings,
        buckets,
        checksums_of_uploads,
        completions,
        text_of_metadata,
        selectors,
    ]
)
