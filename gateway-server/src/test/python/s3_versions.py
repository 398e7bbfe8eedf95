"""Walks versioning with boto3, allowed and refused; prints one line a section.

Usage: s3_versions.py ROOT_ACCESS_KEY ROOT_SECRET_KEY
"""
import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["DRAWBRIDGE_ENDPOINT"]
BUCKET = "s3-versions"


def client(service, access_key, secret_key):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
    )


s3 = client("s3", *sys.argv[1:3])
iam = client("iam", *sys.argv[1:3])


def refused(status, code, operation, **arguments):
    try:
        operation(Bucket=BUCKET, **arguments)
    except ClientError as error:
        found = error.response
        assert found["ResponseMetadata"]["HTTPStatusCode"] == status and found["Error"]["Code"] == code, found
        return found
    raise AssertionError("expected %s %s" % (code, arguments))


def put(key, body):
    return s3.put_object(Bucket=BUCKET, Key=key, Body=body).get("VersionId")


def read(key, **arguments):
    return s3.get_object(Bucket=BUCKET, Key=key, **arguments)["Body"].read()


def versions(**arguments):
    """(key, version id, kind, latest) in the order of the listing, page by page."""
    found, pages = [], 0
    arguments = dict(arguments, Bucket=BUCKET)
    while True:
        page = s3.list_object_versions(**arguments)
        pages += 1
        for kind in ("Versions", "DeleteMarkers"):
            found += [(e["Key"], e["VersionId"], kind[0], e["IsLatest"]) for e in page.get(kind, [])]
        found += [(e["Prefix"], None, "P", False) for e in page.get("CommonPrefixes", [])]
        if not page["IsTruncated"]:
            return found
        assert pages < 100 and "NextKeyMarker" in page, page
        arguments["KeyMarker"] = page["NextKeyMarker"]
        arguments.pop("VersionIdMarker", None)
        if "NextVersionIdMarker" in page:
            arguments["VersionIdMarker"] = page["NextVersionIdMarker"]


def switch(status):
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": status})
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == status


def states():
    assert "Status" not in s3.get_bucket_versioning(Bucket=BUCKET)
    assert put("k", b"null") is None
    refused(400, "IllegalVersioningConfigurationException", s3.put_bucket_versioning, VersioningConfiguration={})
    mfa = {"Status": "Enabled", "MFADelete": "Enabled"}
    refused(501, "NotImplemented", s3.put_bucket_versioning, VersioningConfiguration=mfa)
    assert "Status" not in s3.get_bucket_versioning(Bucket=BUCKET)
    switch("Enabled")


def objects():
    one, two = put("k", b"one"), put("k", b"two")
    assert one and two and one != two
    found = s3.get_object(Bucket=BUCKET, Key="k")
    assert found["VersionId"] == two and found["Body"].read() == b"two"
    assert s3.head_object(Bucket=BUCKET, Key="k", VersionId=one)["VersionId"] == one
    assert read("k", VersionId=one) == b"one" and read("k", VersionId="null") == b"null"
    tags = {"TagSet": [{"Key": "a", "Value": "b"}]}
    assert s3.put_object_tagging(Bucket=BUCKET, Key="k", VersionId=one, Tagging=tags)["VersionId"] == one
    assert s3.get_object_tagging(Bucket=BUCKET, Key="k")["TagSet"] == []
    assert s3.get_object_tagging(Bucket=BUCKET, Key="k", VersionId=one)["TagSet"] == tags["TagSet"]
    assert s3.delete_object_tagging(Bucket=BUCKET, Key="k", VersionId=one)["VersionId"] == one
    attributes = s3.get_object_attributes(Bucket=BUCKET, Key="k", ObjectAttributes=["ObjectSize"])
    assert attributes["VersionId"] == two, attributes
    source = {"Bucket": BUCKET, "Key": "k", "VersionId": one}
    copy = s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=source)
    assert copy["CopySourceVersionId"] == one and copy["VersionId"] not in (None, one), copy
    assert read("copy") == b"one"
    refused(400, "InvalidArgument", s3.get_object, Key="k", VersionId="abc")
    # an older version that is copied onto its key becomes current again
    again = s3.copy_object(Bucket=BUCKET, Key="k", CopySource=source)["VersionId"]
    assert read("k") == b"one" and s3.head_object(Bucket=BUCKET, Key="k")["VersionId"] == again
    assert s3.delete_object(Bucket=BUCKET, Key="k", VersionId=again)["VersionId"] == again
    assert read("k") == b"two"
    error = refused(404, "NoSuchVersion", s3.get_object, Key="k", VersionId=again)
    assert error["Error"]["VersionId"] == again, error
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="parts")["UploadId"]
    part = {"Bucket": BUCKET, "Key": "parts", "UploadId": upload, "PartNumber": 1}
    copied = s3.upload_part_copy(CopySource=source, **part)
    assert copied["CopySourceVersionId"] == one, copied
    parts = {"Parts": [{"PartNumber": 1, "ETag": copied["CopyPartResult"]["ETag"]}]}
    done = s3.complete_multipart_upload(Bucket=BUCKET, Key="parts", UploadId=upload, MultipartUpload=parts)
    assert read("parts", VersionId=done["VersionId"]) == b"one"


def delete_markers():
    put("gone", b"there")
    deleted = s3.delete_object(Bucket=BUCKET, Key="gone")
    marker = deleted["VersionId"]
    assert deleted["DeleteMarker"] is True and marker, deleted
    headers = refused(404, "NoSuchKey", s3.get_object, Key="gone")["ResponseMetadata"]["HTTPHeaders"]
    assert headers["x-amz-delete-marker"] == "true" and headers["x-amz-version-id"] == marker, headers
    refused(404, "404", s3.head_object, Key="gone")
    for operation, code in ((s3.get_object, "MethodNotAllowed"), (s3.head_object, "405")):
        headers = refused(405, code, operation, Key="gone", VersionId=marker)["ResponseMetadata"]["HTTPHeaders"]
        assert headers["allow"] == "DELETE" and headers["x-amz-delete-marker"] == "true", headers
        assert "last-modified" in headers, headers
    assert "gone" not in [e["Key"] for e in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
    deleted = s3.delete_object(Bucket=BUCKET, Key="gone", VersionId=marker)
    assert deleted["DeleteMarker"] is True and deleted["VersionId"] == marker, deleted
    assert read("gone") == b"there"
    # many at once
    entries = [{"Key": "gone"}, {"Key": "never"}]
    deleted = {d["Key"]: d for d in s3.delete_objects(Bucket=BUCKET, Delete={"Objects": entries})["Deleted"]}
    assert all(d["DeleteMarker"] and d["DeleteMarkerVersionId"] for d in deleted.values()), deleted
    marker = deleted["gone"]["DeleteMarkerVersionId"]
    entries = [{"Key": "gone", "VersionId": marker}]
    deleted = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": entries})["Deleted"][0]
    assert (deleted["VersionId"], deleted["DeleteMarkerVersionId"]) == (marker, marker), deleted
    assert read("gone") == b"there"


def suspended():
    switch("Suspended")
    assert put("s", b"null one") is None
    found = s3.get_object(Bucket=BUCKET, Key="s")
    assert found["VersionId"] == "null", found
    switch("Enabled")
    kept = put("s", b"kept")
    switch("Suspended")
    put("s", b"null two")
    assert read("s") == b"null two" and read("s", VersionId=kept) == b"kept"
    deleted = s3.delete_object(Bucket=BUCKET, Key="s")
    assert deleted["DeleteMarker"] is True and deleted["VersionId"] == "null", deleted
    refused(405, "MethodNotAllowed", s3.get_object, Key="s", VersionId="null")
    assert versions(Prefix="s") == [("s", kept, "V", False), ("s", "null", "D", True)]
    deleted = s3.delete_object(Bucket=BUCKET, Key="s", VersionId="null")
    assert deleted["DeleteMarker"] is True and read("s") == b"kept"
    switch("Enabled")


def listings():
    ids = {}
    for key in ("l/a", "l/b", "l/d/1", "l/d/2", "l/é"):
        ids[key] = [put(key, b"%d" % i) for i in range(3)][::-1]
    marker = s3.delete_object(Bucket=BUCKET, Key="l/b")["VersionId"]
    expected = set()
    for key in ids:
        for i, version in enumerate(ids[key]):
            expected.add((key, version, "V", i == 0 and key != "l/b"))
    expected.add(("l/b", marker, "D", True))
    for size in (1, 2, 3, 7, 1000):
        found = versions(Prefix="l/", MaxKeys=size)
        assert len(found) == len(expected) and set(found) == expected, (size, found)
    plain = [entry[1] for entry in versions(Prefix="l/a")]
    assert plain == ids["l/a"], plain
    folded = {entry for entry in expected if not entry[0].startswith("l/d/")} | {("l/d/", None, "P", False)}
    for size in (1, 2, 1000):
        found = versions(Prefix="l/", Delimiter="/", MaxKeys=size)
        assert len(found) == len(folded) and set(found) == folded, (size, found)
    arguments = {"Prefix": "l/", "KeyMarker": "l/a"}
    assert {e[0] for e in versions(**arguments)} == {"l/b", "l/d/1", "l/d/2", "l/é"}
    found = versions(Prefix="l/", KeyMarker="l/a", VersionIdMarker=ids["l/a"][0])
    assert [e[1] for e in found if e[0] == "l/a"] == ids["l/a"][1:], found
    # the version of the marker is removed, and the next one became current: it is not missed
    s3.delete_object(Bucket=BUCKET, Key="l/a", VersionId=ids["l/a"][0])
    found = versions(Prefix="l/a", KeyMarker="l/a", VersionIdMarker=ids["l/a"][0])
    assert found == [("l/a", ids["l/a"][1], "V", True), ("l/a", ids["l/a"][2], "V", False)], found
    refused(400, "InvalidArgument", s3.list_object_versions, VersionIdMarker=ids["l/a"][1])
    refused(400, "InvalidArgument", s3.list_object_versions, KeyMarker="l/a", VersionIdMarker="abc")


def permissions():
    """Versions need actions of their own."""
    old = put("p", b"old")
    put("p", b"new")
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    ann = client("s3", key["AccessKeyId"], key["SecretAccessKey"])

    def allow(*actions):
        statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=document)

    allow("s3:GetObject", "s3:DeleteObject", "s3:GetObjectTagging", "s3:ListBucket")
    assert ann.get_object(Bucket=BUCKET, Key="p")["Body"].read() == b"new"
    version = {"Key": "p", "VersionId": old}
    for operation in (ann.get_object, ann.delete_object, ann.get_object_tagging):
        refused(403, "AccessDenied", operation, **version)
    refused(403, "AccessDenied", ann.list_object_versions)
    refused(403, "AccessDenied", ann.put_bucket_versioning, VersioningConfiguration={"Status": "Suspended"})
    errors = ann.delete_objects(Bucket=BUCKET, Delete={"Objects": [version]})["Errors"]
    assert [error["Code"] for error in errors] == ["AccessDenied"], errors
    allow("s3:GetObjectVersion", "s3:DeleteObjectVersion", "s3:GetObjectVersionTagging", "s3:ListBucketVersions")
    assert ann.get_object(Bucket=BUCKET, **version)["Body"].read() == b"old"
    assert ann.get_object_tagging(Bucket=BUCKET, **version)["TagSet"] == []
    assert len(ann.list_object_versions(Bucket=BUCKET, Prefix="p")["Versions"]) >= 2
    refused(403, "AccessDenied", ann.get_object, Key="p")
    ann.delete_object(Bucket=BUCKET, **version)
    refused(403, "AccessDenied", ann.delete_object, Key="p")
    # s3:VersionId is that of the source of a copy, and of each entry of a batch
    first, second = put("q", b"first"), put("q", b"second")
    only = {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:DeleteObjectVersion"], "Resource": "*"}
    only["Condition"] = {"StringEquals": {"s3:VersionId": first}}
    write = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [only, write]})
    iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=document)
    source = {"Bucket": BUCKET, "Key": "q", "VersionId": second}
    refused(403, "AccessDenied", ann.copy_object, Key="r", CopySource=source)
    ann.copy_object(Bucket=BUCKET, Key="r", CopySource=dict(source, VersionId=first))
    entries = [{"Key": "q", "VersionId": version} for version in (first, second)]
    done = ann.delete_objects(Bucket=BUCKET, Delete={"Objects": entries})
    assert [d["VersionId"] for d in done["Deleted"]] == [first], done
    assert [e["VersionId"] for e in done["Errors"]] == [second] and read("q") == b"second", done
    allow("s3:PutBucketVersioning", "s3:GetBucketVersioning")
    ann.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})


def emptying():
    refused(409, "BucketNotEmpty", s3.delete_bucket)
    while True:
        page = s3.list_object_versions(Bucket=BUCKET, MaxKeys=5)
        entries = page.get("Versions", []) + page.get("DeleteMarkers", [])
        if not entries:
            break
        entries = [{"Key": entry["Key"], "VersionId": entry["VersionId"]} for entry in entries]
        assert "Errors" not in s3.delete_objects(Bucket=BUCKET, Delete={"Objects": entries})
    s3.delete_bucket(Bucket=BUCKET)


s3.create_bucket(Bucket=BUCKET)
for section in (states, objects, delete_markers, suspended, listings, permissions, emptying):
    section()
    print("ok", section.__name__)
