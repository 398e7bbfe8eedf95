"""Walks every IAM action with boto3, allowed and refused; prints one line a section and fails on the first surprise.

Usage: iam_walk.py ACCOUNT ROOT_ACCESS_KEY ROOT_SECRET_KEY OTHER_ACCOUNT
"""
import json
import urllib.parse

from iam_client import (
    ACCOUNT,
    ALLOW,
    ALLOW_IAM,
    OTHER,
    ROOT_KEY,
    ROOT_SECRET,
    TRUST,
    arn,
    client,
    conflict,
    exists,
    expect,
    iam,
    invalid,
    limit,
    missing,
    pages,
)


def users():
    made = iam.create_user(UserName="Alice", Path="/team/", Tags=[{"Key": "dept", "Value": "x"}])["User"]
    assert made["Arn"] == arn("user", "team/Alice") and made["UserId"].startswith("AIDA"), made
    assert made["Path"] == "/team/" and made["Tags"] == [{"Key": "dept", "Value": "x"}], made
    exists("User with name Alice already exists.", iam.create_user, UserName="Alice")
    exists("User with name ALICE already exists.", iam.create_user, UserName="ALICE")
    got = iam.get_user(UserName="Alice")["User"]
    assert got["UserId"] == made["UserId"] and got["CreateDate"] == made["CreateDate"], got
    root = iam.get_user()["User"]
    assert root["Arn"] == "arn:aws:iam::%s:root" % ACCOUNT and root["UserId"] == ACCOUNT, root
    missing("The user with name Bob cannot be found.", iam.get_user, UserName="Bob")
    invalid(
        "1 validation error detected: Value at 'userName' failed to satisfy constraint:"
        " Member must satisfy regular expression pattern: [\\w+=,.@-]+",
        iam.create_user,
        UserName="a b",
    )
    invalid(
        "1 validation error detected: Value at 'userName' failed to satisfy constraint:"
        " Member must have length less than or equal to 64",
        iam.create_user,
        UserName="u" * 65,
    )
    invalid(
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must not be null",
        iam.create_user,
    )
    invalid(None, iam.create_user, UserName="NoPath", Path="no-slash")
    for name in ["page%d" % i for i in range(7)]:
        iam.create_user(UserName=name, Path="/pages/")
    for size in (1, 2, 3, 7, 8):
        listed = [u["UserName"] for u in pages(iam.list_users, "Users", size, PathPrefix="/pages/")]
        assert listed == ["page%d" % i for i in range(7)], listed
    invalid(
        "1 validation error detected: Value at 'maxItems' failed to satisfy constraint:"
        " Member must have value greater than or equal to 1",
        iam.list_users,
        MaxItems=0,
    )
    invalid(None, iam.list_users, MaxItems=1001)
    invalid(None, iam.list_users, Marker="bm90IGEgbWFya2Vy")
    assert iam.list_users(PathPrefix="/none/")["Users"] == []
    iam.update_user(UserName="page0", NewUserName="renamed", NewPath="/other/")
    assert iam.get_user(UserName="renamed")["User"]["Arn"] == arn("user", "other/renamed")
    missing("The user with name page0 cannot be found.", iam.update_user, UserName="page0", NewUserName="x")
    exists("User with name page1 already exists.", iam.update_user, UserName="renamed", NewUserName="page1")
    iam.update_user(UserName="renamed", NewUserName="Renamed")
    assert iam.get_user(UserName="Renamed")["User"]["UserName"] == "Renamed"
    iam.delete_user(UserName="Renamed")
    missing("The user with name Renamed cannot be found.", iam.delete_user, UserName="Renamed")
    for i in range(1, 7):
        iam.delete_user(UserName="page%d" % i)


def tags(tag, untag, listing, name):
    tag(**name, Tags=[{"Key": "k%02d" % i, "Value": "v"} for i in range(45)])
    found = pages(listing, "Tags", 10, **name)
    assert len(found) >= 45, found
    tag(**name, Tags=[{"Key": "k00", "Value": "new"}])
    assert {"Key": "k00", "Value": "new"} in pages(listing, "Tags", 100, **name)
    # AWS: the case of keys matters for policies, not for users and roles.
    if "PolicyArn" not in name:
        expect(
            400,
            "InvalidInput",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            tag,
            **name,
            Tags=[{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}],
        )
    limit(None, tag, **name, Tags=[{"Key": "z%02d" % i, "Value": "v"} for i in range(10)])
    expect(400, "InvalidInput", None, tag, **name, Tags=[{"Key": "aws:x", "Value": "v"}])
    untag(**name, TagKeys=["k%02d" % i for i in range(45)] + ["absent"])
    assert not [t for t in listing(**name)["Tags"] if t["Key"].startswith("k")]


def all_tags():
    iam.create_role(RoleName="Tagged", AssumeRolePolicyDocument=TRUST)
    policy = iam.create_policy(PolicyName="Tagged", PolicyDocument=ALLOW)["Policy"]["Arn"]
    tags(iam.tag_user, iam.untag_user, iam.list_user_tags, {"UserName": "Alice"})
    tags(iam.tag_role, iam.untag_role, iam.list_role_tags, {"RoleName": "Tagged"})
    tags(iam.tag_policy, iam.untag_policy, iam.list_policy_tags, {"PolicyArn": policy})
    t = [{"Key": "a", "Value": "b"}]
    missing("The user with name Bob cannot be found.", iam.tag_user, UserName="Bob", Tags=t)
    missing("The user with name Bob cannot be found.", iam.untag_user, UserName="Bob", TagKeys=["a"])
    missing("The user with name Bob cannot be found.", iam.list_user_tags, UserName="Bob")
    missing("The role with name Bob cannot be found.", iam.tag_role, RoleName="Bob", Tags=t)
    missing("The role with name Bob cannot be found.", iam.untag_role, RoleName="Bob", TagKeys=["a"])
    missing("The role with name Bob cannot be found.", iam.list_role_tags, RoleName="Bob")
    gone = arn("policy", "Gone")
    missing("Policy %s was not found." % gone, iam.tag_policy, PolicyArn=gone, Tags=t)
    missing("Policy %s was not found." % gone, iam.untag_policy, PolicyArn=gone, TagKeys=["a"])
    missing("Policy %s was not found." % gone, iam.list_policy_tags, PolicyArn=gone)
    iam.delete_role(RoleName="Tagged")
    iam.delete_policy(PolicyArn=policy)


def groups():
    made = iam.create_group(GroupName="Crew", Path="/team/")["Group"]
    assert made["Arn"] == arn("group", "team/Crew") and made["GroupId"].startswith("AGPA"), made
    exists("Group with name crew already exists.", iam.create_group, GroupName="crew")
    missing("The group with name None cannot be found.", iam.get_group, GroupName="None")
    assert iam.get_group(GroupName="Crew")["Users"] == []
    iam.add_user_to_group(GroupName="Crew", UserName="Alice")
    iam.add_user_to_group(GroupName="Crew", UserName="Alice")
    assert [u["UserName"] for u in iam.get_group(GroupName="Crew")["Users"]] == ["Alice"]
    missing("The user with name Bob cannot be found.", iam.add_user_to_group, GroupName="Crew", UserName="Bob")
    missing("The group with name None cannot be found.", iam.add_user_to_group, GroupName="None", UserName="Alice")
    for i in range(9):
        iam.create_group(GroupName="g%d" % i, Path="/many/")
        iam.add_user_to_group(GroupName="g%d" % i, UserName="Alice")
    iam.create_group(GroupName="eleventh")
    limit(
        "Cannot exceed quota for GroupsPerUser: 10", iam.add_user_to_group, GroupName="eleventh", UserName="Alice"
    )
    names = [g["GroupName"] for g in pages(iam.list_groups_for_user, "Groups", 3, UserName="Alice")]
    assert sorted(names) == ["Crew"] + ["g%d" % i for i in range(9)], names
    assert len(pages(iam.list_groups, "Groups", 4, PathPrefix="/many/")) == 9
    missing("The user with name Bob cannot be found.", iam.list_groups_for_user, UserName="Bob")
    for i in range(9):
        iam.remove_user_from_group(GroupName="g%d" % i, UserName="Alice")
        iam.delete_group(GroupName="g%d" % i)
    missing("The group with name None cannot be found.", iam.remove_user_from_group, GroupName="None", UserName="Alice")
    iam.delete_group(GroupName="eleventh")
    conflict("Cannot delete entity, must remove users from group first.", iam.delete_group, GroupName="Crew")
    conflict("Cannot delete entity, must remove users from group first.", iam.delete_user, UserName="Alice")
    iam.update_group(GroupName="Crew", NewGroupName="Gang", NewPath="/")
    assert iam.get_group(GroupName="Gang")["Group"]["Arn"] == arn("group", "Gang")
    assert [g["GroupName"] for g in iam.list_groups_for_user(UserName="Alice")["Groups"]] == ["Gang"]
    missing("The group with name Crew cannot be found.", iam.update_group, GroupName="Crew", NewGroupName="x")
    iam.remove_user_from_group(GroupName="Gang", UserName="Alice")
    iam.delete_group(GroupName="Gang")
    missing("The group with name Gang cannot be found.", iam.delete_group, GroupName="Gang")


def roles():
    made = iam.create_role(
        RoleName="Worker", Path="/jobs/", AssumeRolePolicyDocument=TRUST, Description="d", MaxSessionDuration=7200
    )["Role"]
    assert made["Arn"] == arn("role", "jobs/Worker") and made["RoleId"].startswith("AROA"), made
    exists("Role with name worker already exists.", iam.create_role, RoleName="worker", AssumeRolePolicyDocument=TRUST)
    got = iam.get_role(RoleName="Worker")["Role"]
    assert got["AssumeRolePolicyDocument"] == json.loads(TRUST) and got["MaxSessionDuration"] == 7200, got
    assert got["Description"] == "d", got
    missing("The role with name None cannot be found.", iam.get_role, RoleName="None")
    invalid(
        "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint:"
        " Member must have value greater than or equal to 3600",
        iam.create_role,
        RoleName="x",
        AssumeRolePolicyDocument=TRUST,
        MaxSessionDuration=3599,
    )

    def malformed(text, document):
        for call, name in ((iam.create_role, "Bad"), (iam.update_assume_role_policy, "Worker")):
            member = "AssumeRolePolicyDocument" if name == "Bad" else "PolicyDocument"
            expect(400, "MalformedPolicyDocument", text, call, RoleName=name, **{member: document})

    statement = json.loads(TRUST)["Statement"][0]

    def trust(**changes):
        changed = {**statement, **changes}
        return json.dumps({"Version": "2012-10-17", "Statement": [{k: v for k, v in changed.items() if v != "-"}]})

    malformed("This policy contains invalid Json", "{")
    malformed("Missing required field Principal", trust(Principal="-"))
    malformed("Missing required field Action", trust(Action="-"))
    malformed("Has prohibited field Resource", trust(Resource="*"))
    malformed("AssumeRole policy may only specify STS AssumeRole actions.", trust(Action="s3:GetObject"))
    malformed(
        'Invalid principal in policy: "AWS":"%s"' % arn("user", "Nobody"), trust(Principal={"AWS": arn("user", "Nobody")})
    )
    malformed("The policy must contain a valid version string", TRUST.replace("2012-10-17", "2012-10-18"))
    limit(
        "Cannot exceed quota for ACLSizePerRole: 2048",
        iam.update_assume_role_policy,
        RoleName="Worker",
        PolicyDocument=trust(Sid="s" * 2100),
    )
    iam.update_assume_role_policy(
        RoleName="Worker", PolicyDocument=trust(Principal={"AWS": [arn("user", "team/Alice"), OTHER]})
    )
    stored = iam.get_role(RoleName="Worker")["Role"]["AssumeRolePolicyDocument"]
    found = stored["Statement"][0]["Principal"]["AWS"]
    assert sorted(found) == sorted([arn("user", "team/Alice"), "arn:aws:iam::%s:root" % OTHER]), found
    missing("The role with name None cannot be found.", iam.update_assume_role_policy, RoleName="None", PolicyDocument=TRUST)
    iam.update_role(RoleName="Worker", Description="other")
    got = iam.get_role(RoleName="Worker")["Role"]
    assert got["MaxSessionDuration"] == 7200 and got["Description"] == "other", got
    assert iam.update_role_description(RoleName="Worker", Description="third")["Role"]["Description"] == "third"
    missing("The role with name None cannot be found.", iam.update_role, RoleName="None")
    missing("The role with name None cannot be found.", iam.update_role_description, RoleName="None", Description="")
    for i in range(5):
        iam.create_role(RoleName="r%d" % i, Path="/many/", AssumeRolePolicyDocument=TRUST)
    assert [r["RoleName"] for r in pages(iam.list_roles, "Roles", 2, PathPrefix="/many/")] == ["r%d" % i for i in range(5)]
    for i in range(5):
        iam.delete_role(RoleName="r%d" % i)
    missing("The role with name r0 cannot be found.", iam.delete_role, RoleName="r0")


def inline():
    iam.create_group(GroupName="Inline")
    kinds = [
        ("user", "Alice", 2048, iam.put_user_policy, iam.get_user_policy, iam.list_user_policies, iam.delete_user_policy),
        ("role", "Worker", 10240, iam.put_role_policy, iam.get_role_policy, iam.list_role_policies, iam.delete_role_policy),
        (
            "group",
            "Inline",
            5120,
            iam.put_group_policy,
            iam.get_group_policy,
            iam.list_group_policies,
            iam.delete_group_policy,
        ),
    ]
    for kind, name, size, put, get, listing, delete in kinds:
        member = kind.capitalize() + "Name"
        for i in range(4):
            put(**{member: name}, PolicyName="p%d" % i, PolicyDocument=ALLOW)
        put(**{member: name}, PolicyName="p0", PolicyDocument=ALLOW_IAM)
        got = get(**{member: name}, PolicyName="p0")
        assert got["PolicyDocument"] == json.loads(ALLOW_IAM) and got[member] == name, got
        assert pages(listing, "PolicyNames", 3, **{member: name}) == ["p0", "p1", "p2", "p3"]
        text = "The %s policy with name gone cannot be found." % kind
        missing(text, get, **{member: name}, PolicyName="gone")
        missing(text, delete, **{member: name}, PolicyName="gone")
        nobody = "The %s with name Nobody cannot be found." % kind
        missing(nobody, get, **{member: "Nobody"}, PolicyName="p0")
        missing(nobody, delete, **{member: "Nobody"}, PolicyName="p0")
        missing(nobody, listing, **{member: "Nobody"})
        missing(nobody, put, **{member: "Nobody"}, PolicyName="p", PolicyDocument=ALLOW)

        def malformed(text, document):
            expect(
                400, "MalformedPolicyDocument", text, put, **{member: name}, PolicyName="bad", PolicyDocument=document
            )

        malformed("Syntax errors in policy.", "{}")
        malformed("Syntax errors in policy.", "not json")
        malformed("Syntax errors in policy.", ALLOW.replace('"Effect"', '"Affect"'))
        malformed("Policy document should not specify a principal.", ALLOW.replace('"Action"', '"Principal":"*","Action"'))
        malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", ALLOW.replace("s3:*", "s3"))
        malformed('Resource bucket must be in ARN format or "*".', ALLOW.replace('"*"', '"bucket"'))
        malformed("Syntax errors in policy.", ALLOW.replace("2012-10-17", "2012-10-18"))
        limit(
            "Maximum policy size of %d bytes exceeded for %s %s" % (size, kind, name),
            put,
            **{member: name},
            PolicyName="big",
            PolicyDocument=ALLOW.replace('"s3:*"', json.dumps(["s3:" + "a" * 90 + str(i) for i in range(size // 90)])),
        )
        if kind != "group":
            conflict("Cannot delete entity, must delete policies first.", getattr(iam, "delete_" + kind), **{member: name})
        for i in range(4):
            delete(**{member: name}, PolicyName="p%d" % i)
        assert listing(**{member: name})["PolicyNames"] == []
    iam.delete_group(GroupName="Inline")


def managed():
    made = iam.create_policy(PolicyName="Store", Path="/p/", PolicyDocument=ALLOW, Description="d")["Policy"]
    policy = made["Arn"]
    assert policy == arn("policy", "p/Store") and made["DefaultVersionId"] == "v1", made
    assert made["PolicyId"].startswith("ANPA") and made["AttachmentCount"] == 0 and made["IsAttachable"], made
    exists(
        "A policy called store already exists. Duplicate names are not allowed.",
        iam.create_policy,
        PolicyName="store",
        PolicyDocument=ALLOW,
    )
    expect(400, "MalformedPolicyDocument", "Syntax errors in policy.", iam.create_policy, PolicyName="x", PolicyDocument="{}")
    expect(
        400,
        "MalformedPolicyDocument",
        "Policy document must be version 2012-10-17 or greater.",
        iam.create_policy,
        PolicyName="x",
        PolicyDocument=ALLOW.replace("2012-10-17", "2008-10-17"),
    )
    limit(
        "Cannot exceed quota for PolicySize: 6144",
        iam.create_policy,
        PolicyName="x",
        PolicyDocument=ALLOW.replace("s3:*", "s3:" + "a" * 6200),
    )
    assert iam.get_policy(PolicyArn=policy)["Policy"]["Description"] == "d"
    gone = arn("policy", "Gone")
    missing("Policy %s was not found." % gone, iam.get_policy, PolicyArn=gone)
    expect(400, "InvalidInput", "ARN %s is not valid." % ("x" * 25), iam.get_policy, PolicyArn="x" * 25)
    for i in range(2, 6):
        version = iam.create_policy_version(PolicyArn=policy, PolicyDocument=ALLOW_IAM, SetAsDefault=i == 3)
        assert version["PolicyVersion"]["VersionId"] == "v%d" % i, version
    limit(
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
        iam.create_policy_version,
        PolicyArn=policy,
        PolicyDocument=ALLOW,
    )
    assert iam.get_policy(PolicyArn=policy)["Policy"]["DefaultVersionId"] == "v3"
    assert len(pages(iam.list_policy_versions, "Versions", 2, PolicyArn=policy)) == 5
    got = iam.get_policy_version(PolicyArn=policy, VersionId="v2")["PolicyVersion"]
    assert got["Document"] == json.loads(ALLOW_IAM) and got["IsDefaultVersion"] is False, got
    conflict(
        "Cannot delete the default version of a policy.", iam.delete_policy_version, PolicyArn=policy, VersionId="v3"
    )
    iam.set_default_policy_version(PolicyArn=policy, VersionId="v1")
    no_version = "Policy %s version v9 does not exist or is not attachable." % policy
    for call in (iam.set_default_policy_version, iam.get_policy_version, iam.delete_policy_version):
        missing(no_version, call, PolicyArn=policy, VersionId="v9")
        missing(None, call, PolicyArn=gone, VersionId="v1")
    missing("Policy %s was not found." % gone, iam.list_policy_versions, PolicyArn=gone)
    missing("Policy %s was not found." % gone, iam.create_policy_version, PolicyArn=gone, PolicyDocument=ALLOW)
    iam.delete_policy_version(PolicyArn=policy, VersionId="v5")
    assert iam.create_policy_version(PolicyArn=policy, PolicyDocument=ALLOW)["PolicyVersion"]["VersionId"] == "v6"
    conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions."
        " The default version is deleted with the policy.",
        iam.delete_policy,
        PolicyArn=policy,
    )
    for version in ("v2", "v3", "v4", "v6"):
        iam.delete_policy_version(PolicyArn=policy, VersionId=version)
    attachments(policy, gone)
    boundaries(policy, gone)
    listed = [p["PolicyName"] for p in pages(iam.list_policies, "Policies", 2, Scope="Local")]
    assert listed == ["Store"], listed
    aws = [p["Arn"] for p in pages(iam.list_policies, "Policies", 3, Scope="AWS")]
    assert "arn:aws:iam::aws:policy/AdministratorAccess" in aws, aws
    admin = "arn:aws:iam::aws:policy/AdministratorAccess"
    assert iam.get_policy(PolicyArn=admin)["Policy"]["PolicyName"] == "AdministratorAccess"
    expect(403, "AccessDenied", None, iam.delete_policy, PolicyArn=admin)
    expect(403, "AccessDenied", None, iam.create_policy_version, PolicyArn=admin, PolicyDocument=ALLOW)
    expect(403, "AccessDenied", None, iam.tag_policy, PolicyArn=admin, Tags=[{"Key": "a", "Value": "b"}])
    iam.delete_policy(PolicyArn=policy)
    missing("Policy %s was not found." % policy, iam.delete_policy, PolicyArn=policy)


def attachments(policy, gone):
    iam.create_group(GroupName="Attached")
    readonly = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    for kind, name in (("user", "Alice"), ("role", "Worker"), ("group", "Attached")):
        member = {kind.capitalize() + "Name": name}
        attach, detach, listing = (
            getattr(iam, "attach_%s_policy" % kind),
            getattr(iam, "detach_%s_policy" % kind),
            getattr(iam, "list_attached_%s_policies" % kind),
        )
        attach(**member, PolicyArn=policy)
        attach(**member, PolicyArn=policy)
        attach(**member, PolicyArn=readonly)
        missing("Policy %s does not exist or is not attachable." % gone, attach, **member, PolicyArn=gone)
        foreign = arn("policy", "Store", OTHER)
        missing(None, attach, **member, PolicyArn=foreign)
        nobody = {list(member)[0]: "Nobody"}
        missing("The %s with name Nobody cannot be found." % kind, attach, **nobody, PolicyArn=policy)
        missing("The %s with name Nobody cannot be found." % kind, detach, **nobody, PolicyArn=policy)
        missing("The %s with name Nobody cannot be found." % kind, listing, **nobody)
        names = {p["PolicyName"] for p in pages(listing, "AttachedPolicies", 1, **member)}
        assert names == {"Store", "AmazonS3ReadOnlyAccess"}, names
        detach(**member, PolicyArn=readonly)
        missing("Policy %s was not found." % readonly, detach, **member, PolicyArn=readonly)
        if kind != "group":
            conflict(
                "Cannot delete entity, must detach all policies first.", getattr(iam, "delete_" + kind), **member
            )
    assert iam.get_policy(PolicyArn=policy)["Policy"]["AttachmentCount"] == 3
    conflict("Cannot delete a policy attached to entities.", iam.delete_policy, PolicyArn=policy)
    entities = iam.list_entities_for_policy(PolicyArn=policy)
    assert [u["UserName"] for u in entities["PolicyUsers"]] == ["Alice"], entities
    assert [r["RoleName"] for r in entities["PolicyRoles"]] == ["Worker"], entities
    assert [g["GroupName"] for g in entities["PolicyGroups"]] == ["Attached"], entities
    only = iam.list_entities_for_policy(PolicyArn=policy, EntityFilter="Role")
    assert only["PolicyUsers"] == [] and len(only["PolicyRoles"]) == 1, only
    missing(None, iam.list_entities_for_policy, PolicyArn=gone)
    made = [iam.create_policy(PolicyName="q%d" % i, PolicyDocument=ALLOW)["Policy"]["Arn"] for i in range(10)]
    for one in made[:9]:
        iam.attach_user_policy(UserName="Alice", PolicyArn=one)
    limit("Cannot exceed quota for PoliciesPerUser: 10", iam.attach_user_policy, UserName="Alice", PolicyArn=made[9])
    for one in made[:9]:
        iam.detach_user_policy(UserName="Alice", PolicyArn=one)
    for one in made:
        iam.delete_policy(PolicyArn=one)
    iam.detach_user_policy(UserName="Alice", PolicyArn=policy)
    iam.detach_role_policy(RoleName="Worker", PolicyArn=policy)
    iam.detach_group_policy(GroupName="Attached", PolicyArn=policy)
    iam.delete_group(GroupName="Attached")


def boundaries(policy, gone):
    iam.put_user_permissions_boundary(UserName="Alice", PermissionsBoundary=policy)
    iam.put_role_permissions_boundary(RoleName="Worker", PermissionsBoundary=policy)
    found = iam.get_user(UserName="Alice")["User"]["PermissionsBoundary"]
    assert found["PermissionsBoundaryArn"] == policy, found
    assert iam.get_policy(PolicyArn=policy)["Policy"]["PermissionsBoundaryUsageCount"] == 2
    conflict("Cannot delete a policy attached to entities.", iam.delete_policy, PolicyArn=policy)
    used = iam.list_entities_for_policy(PolicyArn=policy, PolicyUsageFilter="PermissionsBoundary")
    assert [u["UserName"] for u in used["PolicyUsers"]] == ["Alice"], used
    missing(None, iam.put_user_permissions_boundary, UserName="Alice", PermissionsBoundary=gone)
    nobody = "The user with name Nobody cannot be found."
    missing(nobody, iam.put_user_permissions_boundary, UserName="Nobody", PermissionsBoundary=policy)
    missing(nobody, iam.delete_user_permissions_boundary, UserName="Nobody")
    nobody = "The role with name Nobody cannot be found."
    missing(nobody, iam.put_role_permissions_boundary, RoleName="Nobody", PermissionsBoundary=policy)
    missing(nobody, iam.delete_role_permissions_boundary, RoleName="Nobody")
    iam.delete_user_permissions_boundary(UserName="Alice")
    iam.delete_role_permissions_boundary(RoleName="Worker")
    assert "PermissionsBoundary" not in iam.get_user(UserName="Alice")["User"]


def access_keys():
    one = iam.create_access_key(UserName="Alice")["AccessKey"]
    assert one["AccessKeyId"].startswith("AKIA") and len(one["SecretAccessKey"]) == 40, one
    two = iam.create_access_key(UserName="Alice")["AccessKey"]
    limit("Cannot exceed quota for AccessKeysPerUser: 2", iam.create_access_key, UserName="Alice")
    conflict("Cannot delete entity, must delete access keys first.", iam.delete_user, UserName="Alice")
    listed = pages(iam.list_access_keys, "AccessKeyMetadata", 1, UserName="Alice")
    assert {k["AccessKeyId"] for k in listed} == {one["AccessKeyId"], two["AccessKeyId"]}, listed
    assert "SecretAccessKey" not in listed[0]
    never = iam.get_access_key_last_used(AccessKeyId=two["AccessKeyId"])
    assert never["UserName"] == "Alice" and never["AccessKeyLastUsed"]["ServiceName"] == "N/A", never
    sts = client("sts", one["AccessKeyId"], one["SecretAccessKey"])
    assert sts.get_caller_identity()["Arn"] == arn("user", "team/Alice")
    iam.update_access_key(UserName="Alice", AccessKeyId=one["AccessKeyId"], Status="Inactive")
    expect(403, "InvalidClientTokenId", "The security token included in the request is invalid.", sts.get_caller_identity)
    iam.update_access_key(UserName="Alice", AccessKeyId=one["AccessKeyId"], Status="Active")
    sts.get_caller_identity()
    gone = "AKIAGONEGONEGONEGONE"
    text = "The Access Key with id %s cannot be found." % gone
    missing(text, iam.update_access_key, UserName="Alice", AccessKeyId=gone, Status="Active")
    missing(text, iam.delete_access_key, UserName="Alice", AccessKeyId=gone)
    nobody = "The user with name Nobody cannot be found."
    missing(nobody, iam.create_access_key, UserName="Nobody")
    missing(nobody, iam.list_access_keys, UserName="Nobody")
    missing(nobody, iam.delete_access_key, UserName="Nobody", AccessKeyId=one["AccessKeyId"])
    assert iam.list_access_keys()["AccessKeyMetadata"][0]["AccessKeyId"] == ROOT_KEY
    iam.delete_access_key(UserName="Alice", AccessKeyId=two["AccessKeyId"])
    return one


def account():
    iam.create_account_alias(AccountAlias="walk-alias")
    assert iam.list_account_aliases()["AccountAliases"] == ["walk-alias"]
    iam.create_account_alias(AccountAlias="walk-alias-2")
    assert iam.list_account_aliases()["AccountAliases"] == ["walk-alias-2"]
    missing("The account alias walk-alias cannot be found.", iam.delete_account_alias, AccountAlias="walk-alias")
    iam.delete_account_alias(AccountAlias="walk-alias-2")
    assert iam.list_account_aliases()["AccountAliases"] == []
    invalid(None, iam.create_account_alias, AccountAlias="No")
    summary = iam.get_account_summary()["SummaryMap"]
    assert summary["Users"] == 1 and summary["Roles"] == 1 and summary["UsersQuota"] == 5000, summary
    assert summary["GroupsPerUserQuota"] == 10 and summary["PolicySizeQuota"] == 6144, summary
    details = iam.get_account_authorization_details(Filter=["User", "Role"])
    assert [u["UserName"] for u in details["UserDetailList"]] == ["Alice"], details
    assert [r["RoleName"] for r in details["RoleDetailList"]] == ["Worker"], details


def denied(key):
    """Every refusal names the caller, the action, the resource and the reason."""
    alice = client("iam", key["AccessKeyId"], key["SecretAccessKey"])
    me = arn("user", "team/Alice")

    def refused(action, resource, call, **arguments):
        expect(
            403,
            "AccessDenied",
            "User: %s is not authorized to perform: iam:%s on resource: %s"
            " because no identity-based policy allows the iam:%s action" % (me, action, resource, action),
            call,
            **arguments,
        )

    policy = arn("policy", "P")
    group = {"GroupName": "G"}
    user = {"UserName": "Alice"}
    role = {"RoleName": "Worker"}
    iam.create_group(GroupName="G")
    iam.create_policy(PolicyName="P", PolicyDocument=ALLOW)
    refused("ListUsers", arn("user", ""), alice.list_users)
    refused("ListRoles", arn("role", ""), alice.list_roles)
    refused("ListGroups", arn("group", ""), alice.list_groups)
    refused("ListPolicies", "policy path /", alice.list_policies)
    refused("ListAccountAliases", "*", alice.list_account_aliases)
    refused("GetAccountSummary", "*", alice.get_account_summary)
    refused("GetAccountAuthorizationDetails", "*", alice.get_account_authorization_details)
    refused("CreateAccountAlias", "*", alice.create_account_alias, AccountAlias="alice")
    refused("DeleteAccountAlias", "*", alice.delete_account_alias, AccountAlias="alice")
    refused("CreateUser", arn("user", "x/New"), alice.create_user, UserName="New", Path="/x/")
    refused("CreateGroup", arn("group", "New"), alice.create_group, GroupName="New")
    refused("CreateRole", arn("role", "New"), alice.create_role, RoleName="New", AssumeRolePolicyDocument=TRUST)
    refused("CreatePolicy", "policy New", alice.create_policy, PolicyName="New", PolicyDocument=ALLOW)
    tag = {"Tags": [{"Key": "a", "Value": "b"}]}
    inline_policy = {"PolicyName": "p", "PolicyDocument": ALLOW}
    for kind, name, calls in (
        (
            "user",
            user,
            "get_user delete_user update_user list_user_tags tag_user untag_user list_user_policies put_user_policy"
            " get_user_policy delete_user_policy attach_user_policy detach_user_policy list_attached_user_policies"
            " put_user_permissions_boundary delete_user_permissions_boundary create_access_key list_access_keys"
            " update_access_key delete_access_key list_groups_for_user",
        ),
        (
            "role",
            role,
            "get_role delete_role update_role update_role_description update_assume_role_policy list_role_tags tag_role"
            " untag_role list_role_policies put_role_policy get_role_policy delete_role_policy attach_role_policy"
            " detach_role_policy list_attached_role_policies put_role_permissions_boundary"
            " delete_role_permissions_boundary",
        ),
        (
            "group",
            group,
            "get_group delete_group update_group list_group_policies put_group_policy get_group_policy"
            " delete_group_policy attach_group_policy detach_group_policy list_attached_group_policies"
            " add_user_to_group remove_user_from_group",
        ),
    ):
        for call in calls.split():
            more = {}
            if call.startswith("tag_"):
                more = tag
            elif call.startswith("untag_"):
                more = {"TagKeys": ["a"]}
            elif call.startswith("put_") and call.endswith("_policy"):
                more = inline_policy
            elif call in ("get_%s_policy" % kind, "delete_%s_policy" % kind):
                more = {"PolicyName": "p"}
            elif call.startswith(("attach_", "detach_")):
                more = {"PolicyArn": policy}
            elif call.startswith("put_"):
                more = {"PermissionsBoundary": policy}
            elif call == "update_access_key":
                more = {"AccessKeyId": key["AccessKeyId"], "Status": "Inactive"}
            elif call == "delete_access_key":
                more = {"AccessKeyId": key["AccessKeyId"]}
            elif call == "update_role_description":
                more = {"Description": "d"}
            elif call == "update_assume_role_policy":
                more = {"PolicyDocument": TRUST}
            elif call in ("add_user_to_group", "remove_user_from_group"):
                more = user
            action = "".join(word.capitalize() for word in call.split("_"))
            refused(action, "%s %s" % (kind, list(name.values())[0]), getattr(alice, call), **name, **more)
    for call, more in (
        ("get_policy", {}),
        ("delete_policy", {}),
        ("list_policy_versions", {}),
        ("list_entities_for_policy", {}),
        ("list_policy_tags", {}),
        ("create_policy_version", {"PolicyDocument": ALLOW}),
        ("get_policy_version", {"VersionId": "v1"}),
        ("delete_policy_version", {"VersionId": "v1"}),
        ("set_default_policy_version", {"VersionId": "v1"}),
        ("tag_policy", tag),
        ("untag_policy", {"TagKeys": ["a"]}),
    ):
        action = "".join(word.capitalize() for word in call.split("_"))
        refused(action, "policy " + policy, getattr(alice, call), PolicyArn=policy, **more)
    # Without permission, what is missing looks like what is there.
    refused("GetUser", "user Nobody", alice.get_user, UserName="Nobody")
    iam.put_user_policy(UserName="Alice", PolicyName="deny", PolicyDocument=ALLOW_IAM.replace("Allow", "Deny"))
    expect(
        403,
        "AccessDenied",
        "User: %s is not authorized to perform: iam:GetUser on resource: user Alice"
        " with an explicit deny in an identity-based policy" % me,
        alice.get_user,
    )
    iam.delete_user_policy(UserName="Alice", PolicyName="deny")
    iam.put_user_policy(
        UserName="Alice", PolicyName="self", PolicyDocument=ALLOW_IAM.replace('"*"', '"%s"' % me).replace("iam:*", "iam:Get*")
    )
    assert alice.get_user()["User"]["UserName"] == "Alice"
    refused("GetUser", "user Nobody", alice.get_user, UserName="Nobody")
    iam.delete_user_policy(UserName="Alice", PolicyName="self")
    iam.delete_policy(PolicyArn=policy)
    iam.delete_group(GroupName="G")


def end(key):
    iam.delete_access_key(UserName="Alice", AccessKeyId=key["AccessKeyId"])
    iam.delete_user(UserName="Alice")
    shown = iam.get_role(RoleName="Worker")["Role"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["AWS"]
    assert any(one.startswith("AIDA") for one in shown), shown
    iam.delete_role(RoleName="Worker")


users()
print("ok users")
all_tags()
print("ok tags")
groups()
print("ok groups")
roles()
print("ok roles")
inline()
print("ok inline policies")
managed()
print("ok managed policies, attachments and boundaries")
alice_key = access_keys()
print("ok access keys")
account()
print("ok account")
denied(alice_key)
print("ok refusals")
end(alice_key)
print("ok end")
