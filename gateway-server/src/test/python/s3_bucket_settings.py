"""Walks the access control list, ownership controls and public access block of a bucket with boto3, allowed and refused;
prints one line a section.

Usage: s3_bucket_settings.py ROOT_ACCESS_KEY ROOT_SECRET_KEY
"""
import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["DRAWBRIDGE_ENDPOINT"]
BUCKET = "bucket-settings"
ENFORCED = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def client(service, access_key, secret_key):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
    )


root = client("s3", *sys.argv[1:3])
iam = client("iam", *sys.argv[1:3])


def status(answer):
    return answer["ResponseMetadata"]["HTTPStatusCode"]


def refused(wanted, code, operation, **arguments):
    try:
        operation(**arguments)
    except ClientError as error:
        found = error.response
        assert status(found) == wanted and found["Error"]["Code"] == code, found
        return found["Error"]
    raise AssertionError("expected %s %s" % (code, arguments))


def user(name, *actions):
    iam.create_user(UserName=name)
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "arn:aws:s3:::" + BUCKET}
    document = json.dumps({"Version": "2012-10-17", "Statement": statement})
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=document)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return client("s3", key["AccessKeyId"], key["SecretAccessKey"])


def access_control_list():
    owner = root.get_bucket_acl(Bucket=BUCKET)["Owner"]
    assert len(owner["ID"]) == 64, owner
    reader = user("acl-reader", "s3:GetBucketAcl")
    answer = reader.get_bucket_acl(Bucket=BUCKET)
    assert answer["Owner"] == owner, answer
    (grant,) = answer["Grants"]
    assert grant["Permission"] == "FULL_CONTROL" and grant["Grantee"]["Type"] == "CanonicalUser", grant
    assert grant["Grantee"]["ID"] == owner["ID"], grant
    refused(403, "AccessDenied", stranger.get_bucket_acl, Bucket=BUCKET)
    refused(404, "NoSuchBucket", root.get_bucket_acl, Bucket=BUCKET + "-missing")


def ownership_controls():
    keeper = user("ownership", "s3:GetBucketOwnershipControls", "s3:PutBucketOwnershipControls")
    for operation, arguments in (
        ("get_bucket_ownership_controls", {}),
        ("put_bucket_ownership_controls", {"OwnershipControls": ENFORCED}),
        ("delete_bucket_ownership_controls", {}),
    ):
        refused(403, "AccessDenied", getattr(stranger, operation), Bucket=BUCKET, **arguments)
        refused(404, "NoSuchBucket", getattr(root, operation), Bucket=BUCKET + "-missing", **arguments)
    assert keeper.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"] == ENFORCED
    assert status(keeper.delete_bucket_ownership_controls(Bucket=BUCKET)) == 204
    error = refused(
        404, "OwnershipControlsNotFoundError", keeper.get_bucket_ownership_controls, Bucket=BUCKET)
    assert error["Message"] == "The bucket ownership controls were not found", error
    assert error["BucketName"] == BUCKET, error
    assert status(keeper.delete_bucket_ownership_controls(Bucket=BUCKET)) == 204
    assert status(keeper.put_bucket_ownership_controls(Bucket=BUCKET, OwnershipControls=ENFORCED)) == 200
    assert keeper.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"] == ENFORCED
    two = {"Rules": ENFORCED["Rules"] * 2}
    refused(400, "MalformedXML", keeper.put_bucket_ownership_controls, Bucket=BUCKET, OwnershipControls=two)
    other = {"Rules": [{"ObjectOwnership": "Nobody"}]}
    refused(400, "MalformedXML", keeper.put_bucket_ownership_controls, Bucket=BUCKET, OwnershipControls=other)
    assert keeper.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"] == ENFORCED


def public_access_block():
    keeper = user("blocker", "s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock")
    names = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    everything = dict.fromkeys(names, True)
    part = dict(everything, BlockPublicPolicy=False, RestrictPublicBuckets=False)
    for operation, arguments in (
        ("get_public_access_block", {}),
        ("put_public_access_block", {"PublicAccessBlockConfiguration": part}),
        ("delete_public_access_block", {}),
    ):
        refused(403, "AccessDenied", getattr(stranger, operation), Bucket=BUCKET, **arguments)
        refused(404, "NoSuchBucket", getattr(root, operation), Bucket=BUCKET + "-missing", **arguments)
    get = keeper.get_public_access_block
    assert get(Bucket=BUCKET)["PublicAccessBlockConfiguration"] == everything
    assert status(keeper.put_public_access_block(Bucket=BUCKET, PublicAccessBlockConfiguration=part)) == 200
    assert get(Bucket=BUCKET)["PublicAccessBlockConfiguration"] == part
    keeper.put_public_access_block(Bucket=BUCKET, PublicAccessBlockConfiguration={"BlockPublicAcls": True})
    alone = dict(dict.fromkeys(names, False), BlockPublicAcls=True)
    assert get(Bucket=BUCKET)["PublicAccessBlockConfiguration"] == alone
    assert status(keeper.delete_public_access_block(Bucket=BUCKET)) == 204
    error = refused(404, "NoSuchPublicAccessBlockConfiguration", get, Bucket=BUCKET)
    assert error["Message"] == "The public access block configuration was not found", error
    assert error["BucketName"] == BUCKET, error
    assert status(keeper.delete_public_access_block(Bucket=BUCKET)) == 204


root.create_bucket(Bucket=BUCKET)
stranger = user("no-settings", "s3:ListBucket")
for section in (access_control_list, ownership_controls, public_access_block):
    section()
    print("ok", section.__name__, flush=True)
