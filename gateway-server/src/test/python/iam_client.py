"""What the IAM scripts share: clients, expected errors, and pages of lists.

The scripts that import this are called with: ACCOUNT ROOT_ACCESS_KEY ROOT_SECRET_KEY OTHER_ACCOUNT
"""
import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["DRAWBRIDGE_ENDPOINT"]
ACCOUNT, ROOT_KEY, ROOT_SECRET, OTHER = sys.argv[1:5]
ALLOW = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
ALLOW_IAM = ALLOW.replace("s3:*", "iam:*")
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root" % ACCOUNT}, "Action": "sts:AssumeRole"}
        ],
    }
)


def client(service, access_key, secret_key, session_token=None):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        aws_session_token=session_token,
        config=Config(retries={"max_attempts": 0}, parameter_validation=False),
    )


def expect(status, code, text, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = (
            error.response["ResponseMetadata"]["HTTPStatusCode"],
            error.response["Error"]["Code"],
            error.response["Error"].get("Message"),
        )
        assert found[:2] == (status, code) and (text is None or found[2] == text), (found, (status, code, text))
        assert error.response["Error"]["Type"] == ("Sender" if status < 500 else "Receiver"), error.response
        return
    raise AssertionError("expected %s %s" % (code, arguments))


def missing(text, call, **arguments):
    expect(404, "NoSuchEntity", text, call, **arguments)


def exists(text, call, **arguments):
    expect(409, "EntityAlreadyExists", text, call, **arguments)


def limit(text, call, **arguments):
    expect(409, "LimitExceeded", text, call, **arguments)


def conflict(text, call, **arguments):
    expect(409, "DeleteConflict", text, call, **arguments)


def invalid(text, call, **arguments):
    expect(400, "ValidationError", text, call, **arguments)


def arn(kind, name, account=ACCOUNT):
    return "arn:aws:iam::%s:%s/%s" % (account, kind, name)


def pages(call, member, size, **arguments):
    """All entries, read in pages of that size."""
    found, more = [], {}
    for _ in range(1000):
        page = call(MaxItems=size, **arguments, **more)
        assert len(page[member]) <= size, page
        found += page[member]
        if not page["IsTruncated"]:
            assert "Marker" not in page, page
            return found
        more = {"Marker": page["Marker"]}
    raise AssertionError("never ends")


iam = client("iam", ROOT_KEY, ROOT_SECRET)


class Caller:
    """A user without policies, and its IAM client."""

    def __init__(self, name):
        self.name = name
        self.arn = iam.create_user(UserName=name)["User"]["Arn"]
        self.key = iam.create_access_key(UserName=name)["AccessKey"]
        self.iam = client("iam", self.key["AccessKeyId"], self.key["SecretAccessKey"])

    def allow(self, actions, resource="*", condition=None, effect="Allow"):
        statement = {"Effect": effect, "Action": actions, "Resource": resource}
        if condition:
            statement["Condition"] = condition
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName=self.name, PolicyName="allow", PolicyDocument=document)

    def refused(self, action, resource, call, **arguments):
        """The call is refused because no policy allows it."""
        expect(
            403,
            "AccessDenied",
            "User: %s is not authorized to perform: iam:%s on resource: %s"
            " because no identity-based policy allows the iam:%s action" % (self.arn, action, resource, action),
            call,
            **arguments,
        )

    def remove(self):
        for policy in iam.list_user_policies(UserName=self.name)["PolicyNames"]:
            iam.delete_user_policy(UserName=self.name, PolicyName=policy)
        iam.delete_access_key(UserName=self.name, AccessKeyId=self.key["AccessKeyId"])
        iam.delete_user(UserName=self.name)
