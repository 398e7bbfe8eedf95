"""Sends requests of every kind after each other on one connection, as boto3 does it: every ordered pair of kinds.

Each upload asks for 100 Continue, also the empty ones. A server that answers such a request without the 100 leaves boto3
with a status line that it takes for the answer to its next request.

Usage: boto3_sequences.py ACCESS_KEY SECRET_KEY BUCKET FORBIDDEN_BUCKET
"""
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

access_key, secret_key, bucket, forbidden = sys.argv[1:]
LARGE = os.urandom(3 << 20)
s3 = boto3.client(
    "s3",
    endpoint_url=os.environ["DRAWBRIDGE_ENDPOINT"],
    region_name="us-east-1",
    aws_access_key_id=access_key,
    aws_secret_access_key=secret_key,
    config=Config(
        retries={"max_attempts": 0}, read_timeout=10, max_pool_connections=1, s3={"addressing_style": "path"}
    ),
)
# Older releases of boto3 have no parameters for conditions on writes.
conditions = {}
s3.meta.events.register("before-call.s3.PutObject", lambda params, **_: params["headers"].update(conditions))


def put(key, body, **headers):
    conditions.update(headers)
    try:
        s3.put_object(Bucket=bucket, Key=key, Body=body)
    finally:
        conditions.clear()
    found = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    assert found == body, f"{key}: {len(found)} bytes (expected: {len(body)})"


def refused(code, call, *arguments, **parameters):
    try:
        call(*arguments, **parameters)
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e
    else:
        raise AssertionError(f"{code} expected")


def multipart():
    upload = s3.create_multipart_upload(Bucket=bucket, Key="m")["UploadId"]
    tag = s3.upload_part(Bucket=bucket, Key="m", UploadId=upload, PartNumber=1, Body=b"")["ETag"]
    parts = {"Parts": [{"ETag": tag, "PartNumber": 1}]}
    s3.complete_multipart_upload(Bucket=bucket, Key="m", UploadId=upload, MultipartUpload=parts)


STEPS = {
    "empty": lambda: put("e", b""),
    "small": lambda: put("s", b"small"),
    "large": lambda: put("l", LARGE),
    "denied empty": lambda: refused("AccessDenied", s3.put_object, Bucket=forbidden, Key="k", Body=b""),
    "denied small": lambda: refused("AccessDenied", s3.put_object, Bucket=forbidden, Key="k", Body=b"small"),
    "denied large": lambda: refused("AccessDenied", s3.put_object, Bucket=forbidden, Key="k", Body=LARGE),
    "no bucket": lambda: refused("NoSuchBucket", s3.put_object, Bucket="no-such-bucket-here", Key="k", Body=b""),
    "precondition empty": lambda: refused("PreconditionFailed", put, "there", b"", **{"If-None-Match": "*"}),
    "precondition large": lambda: refused("PreconditionFailed", put, "there", LARGE, **{"If-None-Match": "*"}),
    "condition that holds": lambda: put(
        "there", b"x", **{"If-Match": s3.head_object(Bucket=bucket, Key="there")["ETag"]}
    ),
    "copy": lambda: s3.copy_object(Bucket=bucket, Key="c", CopySource={"Bucket": bucket, "Key": "there"}),
    "copy of nothing": lambda: refused(
        "NoSuchKey", s3.copy_object, Bucket=bucket, Key="c", CopySource={"Bucket": bucket, "Key": "none"}
    ),
    "empty part": multipart,
    "tagging": lambda: s3.put_object_tagging(
        Bucket=bucket, Key="there", Tagging={"TagSet": [{"Key": "a", "Value": "b"}]}
    ),
    "delete": lambda: s3.delete_object(Bucket=bucket, Key="s"),
}

s3.put_object(Bucket=bucket, Key="there", Body=b"x")
for first, run_first in STEPS.items():
    for second, run_second in STEPS.items():
        try:
            run_first()
            run_second()
        except Exception as e:
            raise AssertionError(f"{first}, then {second}") from e
    print("ok", first)
