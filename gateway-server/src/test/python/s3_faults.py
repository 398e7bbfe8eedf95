"""Requests of real clients that are easy to misread, each with its accepted twin; prints one line a section."""
from s3_raw import ACCOUNT, BUCKET, OTHER, body_of, call, keys, link, link_two, refused, run, s3


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


run(
    [
        headers_of_presigned_urls,
        half_a_part,
        plus_in_copy_sources,
        changed_since_the_upload_began,
        copies_onto_themselves,
        last_bytes_of_nothing,
    ]
)
