"""Answers of IAM as they were recorded from AWS, which the manual does not tell."""
import json
import re
import urllib.parse
import urllib.request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from iam_client import ACCOUNT, ALLOW, ENDPOINT, OTHER, ROOT_KEY, ROOT_SECRET, TRUST, Caller, arn, expect, iam, invalid, missing

VALUE = "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
KEY = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"


def names_without_case():
    iam.create_user(UserName="Alice", Path="/team/")
    iam.create_group(GroupName="Devs")
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=TRUST)
    assert iam.get_user(UserName="aLICE")["User"]["Arn"] == arn("user", "team/Alice")
    iam.add_user_to_group(GroupName="DEVS", UserName="ALICE")
    assert [u["UserName"] for u in iam.get_group(GroupName="devs")["Users"]] == ["Alice"]
    iam.put_role_policy(RoleName="WORKER", PolicyName="p", PolicyDocument=ALLOW)
    assert iam.list_role_policies(RoleName="worker")["PolicyNames"] == ["p"]
    iam.delete_role_policy(RoleName="worker", PolicyName="p")
    iam.remove_user_from_group(GroupName="devs", UserName="alice")
    iam.remove_user_from_group(GroupName="devs", UserName="alice")
    missing("The user with name none cannot be found.", iam.remove_user_from_group, GroupName="none", UserName="none")
    iam.delete_group(GroupName="dEVS")
    iam.delete_role(RoleName="wORKER")
    iam.delete_user(UserName="aliCE")
    caller = Caller("Cased")
    caller.allow("iam:GetUser", arn("user", "Cased"))
    assert caller.iam.get_user(UserName="CASED")["User"]["UserName"] == "Cased"
    caller.allow("iam:GetUser", arn("user", "cased"))
    caller.refused("GetUser", "user cased", caller.iam.get_user, UserName="cased")
    caller.remove()


def roles():
    spaced = json.dumps(json.loads(TRUST), indent=3)
    made = iam.create_role(RoleName="R", AssumeRolePolicyDocument=spaced, Description="d", MaxSessionDuration=7200)["Role"]
    assert "MaxSessionDuration" not in made and "Description" not in made and "RoleLastUsed" not in made, made
    iam.update_role(RoleName="R", Description="new")
    got = iam.get_role(RoleName="R")["Role"]
    assert got["MaxSessionDuration"] == 7200 and got["Description"] == "new" and got["RoleLastUsed"] == {}, got
    iam.update_role(RoleName="R", MaxSessionDuration=3600)
    got = iam.get_role(RoleName="R")["Role"]
    assert got["MaxSessionDuration"] == 3600 and got["Description"] == "new", got
    changed = iam.update_role_description(RoleName="R", Description="other")["Role"]
    assert changed["Description"] == "other" and "MaxSessionDuration" not in changed, changed
    details = iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"][0]
    assert details["RoleLastUsed"] == {} and details["InstanceProfileList"] == [], details
    iam.delete_role(RoleName="R")
    iam.create_user(UserName="U")
    details = iam.get_account_authorization_details(Filter=["User"])["UserDetailList"][0]
    assert "UserPolicyList" not in details, details
    iam.delete_user(UserName="U")


def constraints():
    make = {"RoleName": "T", "AssumeRolePolicyDocument": TRUST}
    many = [{"Key": "k%d" % i, "Value": "v"} for i in range(51)]
    invalid(VALUE % ("tags", "Member must have length less than or equal to 50"), iam.create_role, Tags=many, **make)
    invalid(
        VALUE % ("tags.1.member.key", "Member must have length less than or equal to 128"),
        iam.create_role,
        Tags=[{"Key": "k" * 129, "Value": "v"}],
        **make,
    )
    invalid(
        VALUE % ("tags.1.member.key", "Member must satisfy regular expression pattern: " + KEY),
        iam.create_role,
        Tags=[{"Key": "a!", "Value": "v"}],
        **make,
    )
    for keys in (["k" * 129], ["a!"]):
        invalid(
            VALUE
            % (
                "tagKeys",
                "Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have"
                " length greater than or equal to 1, Member must satisfy regular expression pattern: "
                + KEY
                + ", Member must not be null]",
            ),
            iam.untag_role,
            RoleName="T",
            TagKeys=keys,
        )


def managed_policies():
    aws = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    assert iam.get_policy(PolicyArn=aws)["Policy"]["Tags"] == []
    lambda_role = iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")["Policy"]
    assert lambda_role["DefaultVersionId"] == "v1" and lambda_role["Path"] == "/service-role/", lambda_role
    document = iam.get_policy_version(PolicyArn=lambda_role["Arn"], VersionId="v1")["PolicyVersion"]["Document"]
    assert document["Statement"][0]["Action"] == ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    missing(
        "Policy arn:aws:iam::aws:policy/NoSuchPolicy was not found.",
        iam.get_policy,
        PolicyArn="arn:aws:iam::aws:policy/NoSuchPolicy",
    )
    other = "arn:aws:iam::%s:policy/x" % OTHER
    for target in (aws, other):
        for text, call, more in (
            ("Cannot delete policies outside your own account.", iam.delete_policy, {}),
            (
                "Cannot create versions for policies outside your own account.",
                iam.create_policy_version,
                {"PolicyDocument": ALLOW},
            ),
            ("Cannot update policies outside your own account.", iam.set_default_policy_version, {"VersionId": "v1"}),
            (
                "Cannot delete policy versions for policies outside your own account.",
                iam.delete_policy_version,
                {"VersionId": "v1"},
            ),
        ):
            expect(403, "AccessDenied", text, call, PolicyArn=target, **more)
    gone = arn("policy", "gone")
    text = "Policy %s version v1 does not exist or is not attachable." % gone
    missing(text, iam.get_policy_version, PolicyArn=gone, VersionId="v1")
    missing(text, iam.set_default_policy_version, PolicyArn=gone, VersionId="v1")
    iam.create_role(RoleName="P", AssumeRolePolicyDocument=TRUST)
    for module in (
        "service-role/AWSLambdaVPCAccessExecutionRole",
        "AmazonSSMManagedInstanceCore",
        "AmazonEKSClusterPolicy",
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "service-role/AmazonECSTaskExecutionRolePolicy",
        "AmazonEC2ContainerRegistryReadOnly",
        "CloudWatchAgentServerPolicy",
        "AWSSupportAccess",
        "AWSCloudShellFullAccess",
    ):
        policy = "arn:aws:iam::aws:policy/" + module
        iam.attach_role_policy(RoleName="P", PolicyArn=policy)
        assert iam.list_attached_role_policies(RoleName="P")["AttachedPolicies"][0]["PolicyArn"] == policy
        iam.detach_role_policy(RoleName="P", PolicyArn=policy)
    expect(
        400,
        "PolicyNotAttachable",
        "Cannot attach AWS reserved policy to an IAM role.",
        iam.attach_role_policy,
        RoleName="P",
        PolicyArn="arn:aws:iam::aws:policy/aws-service-role/AmazonRDSServiceRolePolicy",
    )
    malformed = "longpolicynamebutnoarn"
    invalid("ARN %s is not valid." % malformed, iam.attach_role_policy, RoleName="P", PolicyArn=malformed)
    invalid("ARN %s is not valid." % malformed, iam.detach_role_policy, RoleName="P", PolicyArn=malformed)
    wrong = "arn:aws:iam::%s:not_a_policy/invalid" % ACCOUNT
    expect(
        400,
        "InvalidInput",
        "ARN %s is not valid." % wrong,
        iam.put_role_permissions_boundary,
        RoleName="P",
        PermissionsBoundary=wrong,
    )
    iam.delete_role(RoleName="P")
    expect(
        400,
        "InvalidInput",
        "Invalid ARN:  Could not be parsed!",
        iam.simulate_principal_policy,
        PolicySourceArn="no-arn-at-all-but-long-enough",
        ActionNames=["s3:GetObject"],
    )


def raw(**parameters):
    """The bytes of an answer, signed but not parsed."""
    body = urllib.parse.urlencode({"Version": "2010-05-08", **parameters}).encode()
    request = AWSRequest("POST", ENDPOINT + "/", data=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    SigV4Auth(Credentials(ROOT_KEY, ROOT_SECRET), "iam", "us-east-1").add_auth(request)
    call = urllib.request.Request(ENDPOINT + "/", body, dict(request.headers))
    try:
        with urllib.request.urlopen(call) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def well_formed():
    """No answer repeats a character that XML 1.0 forbids, and none is long because a parameter is."""
    from xml.etree import ElementTree

    strange = "".join(chr(c) for c in list(range(0, 32)) + [0x7F, 0xFFFE, 0xFFFF]) + "\ud800".encode("utf-8", "replace").decode()
    document = iam.meta.service_model
    for name in document.operation_names:
        shape = document.operation_model(name).input_shape
        members = shape.members if shape else {}
        for long in (strange, "x" * 100_000):
            parameters = {"Action": name}
            for member, kind in members.items():
                if kind.type_name == "string":
                    parameters[member] = long
                elif kind.type_name == "list":
                    parameters[member + ".member.1"] = long
                    parameters[member + ".member.1.Key"] = long
            answer = raw(**parameters)
            ElementTree.fromstring(answer)
            assert len(answer) < 20_000, (name, len(answer))
            assert not re.search(rb"&#x(?![9AD];|7F;)", answer), (name, answer[:500])


names_without_case()
print("ok names")
roles()
print("ok roles")
constraints()
print("ok constraints")
managed_policies()
print("ok managed policies")
well_formed()
print("ok well-formed answers")
