"""Answers of STS as they were recorded from AWS, which the manual does not tell."""
import json

from iam_client import ACCOUNT, OTHER, ROOT_KEY, ROOT_SECRET, TRUST, Caller, arn, client, expect, iam


def tags(count, length):
    return [{"Key": "k%d" % (i + 1), "Value": "v" * length} for i in range(count)]


def sessions():
    trust = json.loads(TRUST)
    trust["Statement"][0]["Action"] = ["sts:AssumeRole", "sts:TagSession"]
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=json.dumps(trust))
    caller = Caller("Sam")
    caller.allow("sts:*")
    sts = client("sts", caller.key["AccessKeyId"], caller.key["SecretAccessKey"])
    role = {"RoleArn": arn("role", "Worker"), "RoleSessionName": "sam"}
    assert "PackedPolicySize" not in sts.assume_role(**role)
    assert sts.assume_role(Tags=tags(1, 2), **role)["PackedPolicySize"] == 1
    assert sts.assume_role(Tags=tags(4, 112), **role)["PackedPolicySize"] == 100
    expect(
        400,
        "PackedPolicyTooLarge",
        "Packed size of session tags consumes 101% of allotted space.",
        sts.assume_role,
        Tags=tags(4, 113),
        **role,
    )
    expect(
        400,
        "PackedPolicyTooLarge",
        "Packed size of session tags consumes 498% of allotted space.",
        sts.assume_role,
        Tags=tags(9, 250),
        **role,
    )
    arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3FullAccess"]
    sts.assume_role(PolicyArns=[{"arn": one} for one in arns * 5], **role)
    expect(400, "ValidationError", None, sts.assume_role, PolicyArns=[{"arn": arns[0]}] * 11, **role)
    expect(
        400,
        "InvalidParameterValue",
        "The specified transitive tag key must be included in the requested tags.",
        sts.assume_role,
        TransitiveTagKeys=["absent"],
        **role,
    )
    twice = [{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]
    duplicate = "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    expect(400, "InvalidParameterValue", duplicate, sts.assume_role, Tags=twice, **role)
    expect(400, "InvalidParameterValue", duplicate, sts.get_federation_token, Name="fred", Tags=twice)
    assert sts.get_federation_token(Name="fred")["PackedPolicySize"] == 0
    caller.remove()


def root():
    token = client("sts", ROOT_KEY, ROOT_SECRET).get_session_token()["Credentials"]
    session = client("sts", token["AccessKeyId"], token["SecretAccessKey"], token["SessionToken"])
    text = "Roles may not be assumed by root accounts."
    role = {"RoleArn": arn("role", "Worker"), "RoleSessionName": "root"}
    expect(403, "AccessDenied", text, client("sts", ROOT_KEY, ROOT_SECRET).assume_role, **role)
    expect(403, "AccessDenied", text, session.assume_role, **role)
    assert session.get_caller_identity()["Arn"] == "arn:aws:iam::%s:root" % ACCOUNT
    iam.delete_role(RoleName="Worker")


def principals_by_id():
    caller = Caller("Ida")
    user_id = iam.get_user(UserName="Ida")["User"]["UserId"]
    trust = json.loads(TRUST)
    trust["Statement"][0]["Principal"]["AWS"] = user_id
    iam.create_role(RoleName="ById", AssumeRolePolicyDocument=json.dumps(trust))
    shown = iam.get_role(RoleName="ById")["Role"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["AWS"]
    assert shown == caller.arn, shown
    sts = client("sts", caller.key["AccessKeyId"], caller.key["SecretAccessKey"])
    sts.assume_role(RoleArn=arn("role", "ById"), RoleSessionName="ida")
    s3 = client("s3", ROOT_KEY, ROOT_SECRET)
    s3.create_bucket(Bucket="by-id")
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": user_id},
        "Action": "s3:ListBucket",
        "Resource": "arn:aws:s3:::by-id",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    s3.put_bucket_policy(Bucket="by-id", Policy=policy)
    kept = json.loads(s3.get_bucket_policy(Bucket="by-id")["Policy"])["Statement"][0]["Principal"]["AWS"]
    assert kept == caller.arn, kept
    caller.remove()
    invalid = 'Invalid principal in policy: "AWS":"%s"' % user_id
    expect(
        400,
        "MalformedPolicyDocument",
        invalid,
        iam.update_assume_role_policy,
        RoleName="ById",
        PolicyDocument=json.dumps(trust),
    )
    try:
        s3.put_bucket_policy(Bucket="by-id", Policy=policy)
        raise AssertionError("a deleted principal was accepted")
    except s3.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "MalformedPolicy", error.response
    iam.delete_role(RoleName="ById")
    s3.delete_bucket(Bucket="by-id")


def unknown_accounts():
    """An account that does not exist cannot be trusted, in a role or a bucket."""
    trust = json.loads(TRUST)
    s3 = client("s3", ROOT_KEY, ROOT_SECRET)
    s3.create_bucket(Bucket="unknown-accounts")
    statement = {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::unknown-accounts"}
    for form in ("%s", "arn:aws:iam::%s:root", "arn:aws:iam::%s:user/u", "arn:aws:sts::%s:assumed-role/r/s"):
        known, unknown = form % OTHER, form % "999999999990"
        trust["Statement"][0]["Principal"]["AWS"] = unknown
        expect(
            400,
            "MalformedPolicyDocument",
            'Invalid principal in policy: "AWS":"%s"' % unknown,
            iam.create_role,
            RoleName="Foreign",
            AssumeRolePolicyDocument=json.dumps(trust),
        )
        policy = {"Version": "2012-10-17", "Statement": [{**statement, "Principal": {"AWS": unknown}}]}
        try:
            s3.put_bucket_policy(Bucket="unknown-accounts", Policy=json.dumps(policy))
            raise AssertionError("an account that does not exist was accepted")
        except s3.exceptions.ClientError as error:
            assert error.response["Error"]["Code"] == "MalformedPolicy", error.response
            assert error.response["Error"]["Message"] == "Invalid principal in policy", error.response
        if "user" not in form:
            policy["Statement"][0]["Principal"]["AWS"] = known
            s3.put_bucket_policy(Bucket="unknown-accounts", Policy=json.dumps(policy))
            trust["Statement"][0]["Principal"]["AWS"] = known
            iam.create_role(RoleName="Foreign", AssumeRolePolicyDocument=json.dumps(trust))
            iam.delete_role(RoleName="Foreign")
    s3.delete_bucket(Bucket="unknown-accounts")


sessions()
print("ok sessions")
root()
print("ok root")
principals_by_id()
print("ok principals by id")
unknown_accounts()
print("ok unknown accounts")
