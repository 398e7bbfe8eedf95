"""HTTPS with boto3: a large object both ways, ranges, presigned URLs.

Usage: https_walk.py ACCESS_KEY SECRET_KEY BUCKET FILE; AWS_CA_BUNDLE names the certificates to trust.
"""
import os
import ssl
import sys
import urllib.request

import boto3
from botocore.config import Config

access_key, secret_key, bucket, path = sys.argv[1:5]
authorities = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"])


def client(signature):
    return boto3.client(
        "s3",
        endpoint_url=os.environ["DRAWBRIDGE_ENDPOINT"],
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(signature_version=signature, s3={"addressing_style": "path"}),
    )


def main():
    with open(path, "rb") as file:
        content = file.read()
    s3 = client("s3v4")
    s3.create_bucket(Bucket=bucket)
    s3.upload_file(path, bucket, "large")
    assert s3.get_object(Bucket=bucket, Key="large")["Body"].read() == content
    print("ok large object, both ways, in parts")
    s3.put_object(Bucket=bucket, Key="whole", Body=content)
    part = s3.get_object(Bucket=bucket, Key="whole", Range="bytes=70000-9000000")
    assert part["Body"].read() == content[70000:9000001]
    print("ok range")
    for signature in ("s3v4", "s3"):
        link = client(signature).generate_presigned_url("get_object", {"Bucket": bucket, "Key": "whole"}, 600)
        assert link.startswith("https://"), link
        assert urllib.request.urlopen(link, context=authorities).read() == content
        print("ok presigned GET " + signature)
    link = s3.generate_presigned_url("put_object", {"Bucket": bucket, "Key": "linked"}, 600)
    request = urllib.request.Request(link, data=content, method="PUT")
    assert urllib.request.urlopen(request, context=authorities).status == 200
    assert s3.get_object(Bucket=bucket, Key="linked")["Body"].read() == content
    print("ok presigned PUT")


if __name__ == "__main__":
    main()
