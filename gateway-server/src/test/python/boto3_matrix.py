"""Drives S3 with boto3 in every way of signing that it has; prints one line a check, and fails on the first surprise.

Usage: boto3_matrix.py ACCESS_KEY SECRET_KEY BUCKET
"""
import io
import os
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["DRAWBRIDGE_ENDPOINT"]
# Keys that a server must not tidy up before it checks a signature.
KEYS = [
    "plain.txt",
    "with blank and+plus",
    "a/../b",
    "double//slash",
    "/leading",
    "per%2Fcent%20",
    "ümläut/日本語/😀",
    "tilde~!*'();:@&=$,?#[]",
    "trailing/",
    ".",
    "..",
]


def client(service, version, access_key, secret_key, **more):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(signature_version=version, retries={"max_attempts": 0}, s3={"addressing_style": "path", **more}),
    )


def expect(code, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response
    raise AssertionError("expected " + code)


def round_trip(s3, bucket, label):
    for number, key in enumerate(KEYS):
        body = (label + key).encode() * (number * 3000 + 1)
        s3.put_object(Bucket=bucket, Key=key, Body=body, Metadata={"label": label})
        got = s3.get_object(Bucket=bucket, Key=key)
        assert got["Body"].read() == body, key
        assert got["Metadata"] == {"label": label}, key
        assert s3.head_object(Bucket=bucket, Key=key)["ContentLength"] == len(body), key
    listed = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    assert listed == sorted(KEYS, key=lambda key: key.encode()), listed
    print("ok", label, "round trip of", len(KEYS), "keys")


def presigned(s3, bucket, label):
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": KEYS[1]}, ExpiresIn=60)
    with urllib.request.urlopen(url) as answer:
        assert answer.read().startswith(label.encode())
    put = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "presigned"}, ExpiresIn=60)
    urllib.request.urlopen(urllib.request.Request(put, data=b"by url", method="PUT", headers={"Content-Type": ""}))
    assert s3.get_object(Bucket=bucket, Key="presigned")["Body"].read() == b"by url"
    s3.delete_object(Bucket=bucket, Key="presigned")
    for changed in (url.replace("Signature=", "Signature=0"), url.replace("with%20blank", "with%20plank")):
        try:
            urllib.request.urlopen(changed)
            raise AssertionError("a changed URL was accepted")
        except urllib.error.HTTPError as error:
            assert error.code == 403, error.code
    print("ok", label, "presigned GET and PUT")


def multipart(s3, bucket, label):
    part = os.urandom(5 << 20)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="large")["UploadId"]
    parts = []
    for number, body in enumerate((part, part, b"tail"), 1):
        answer = s3.upload_part(Bucket=bucket, Key="large", UploadId=upload, PartNumber=number, Body=body)
        parts.append({"PartNumber": number, "ETag": answer["ETag"]})
    done = s3.complete_multipart_upload(
        Bucket=bucket, Key="large", UploadId=upload, MultipartUpload={"Parts": parts}
    )
    assert done["ETag"].endswith('-3"'), done
    got = s3.get_object(Bucket=bucket, Key="large", Range="bytes=5242878-5242881")["Body"].read()
    assert got == part[-2:] + part[:2]
    whole = io.BytesIO()
    s3.download_fileobj(bucket, "large", whole)
    assert whole.getvalue() == part + part + b"tail"
    s3.delete_object(Bucket=bucket, Key="large")
    print("ok", label, "multipart upload")


def errors(access_key, secret_key, version, bucket):
    good = client("s3", version, access_key, secret_key)
    expect("NoSuchKey", good.get_object, Bucket=bucket, Key="missing")
    expect("NoSuchBucket", good.get_object, Bucket=bucket + "-missing", Key="k")
    expect("SignatureDoesNotMatch", client("s3", version, access_key, secret_key[::-1]).list_objects_v2, Bucket=bucket)
    expect("InvalidAccessKeyId", client("s3", version, "AKIAAAAAAAAAAAAAAAAA", secret_key).list_objects_v2, Bucket=bucket)
    print("ok", version, "errors")


def main():
    access_key, secret_key, bucket = sys.argv[1:4]
    for version, more in (("s3v4", {}), ("s3v4", {"payload_signing_enabled": True}), ("s3", {})):
        label = version + ("-signed" if more else "")
        s3 = client("s3", version, access_key, secret_key, **more)
        name = bucket + "-" + label
        s3.create_bucket(Bucket=name)
        round_trip(s3, name, label)
        presigned(s3, name, label)
        if version != "s3":
            multipart(s3, name, label)
            deleted = s3.delete_objects(Bucket=name, Delete={"Objects": [{"Key": key} for key in KEYS]})
            assert len(deleted["Deleted"]) == len(KEYS), deleted
        else:
            # Version 2 of some botocore releases signs "?uploads?uploads" and "?delete?delete", which S3 refuses too.
            for key in KEYS:
                s3.delete_object(Bucket=name, Key=key)
        s3.delete_bucket(Bucket=name)
        s3.create_bucket(Bucket=name)
        errors(access_key, secret_key, version, name)


if __name__ == "__main__":
    main()
