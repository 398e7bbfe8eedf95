"""Instance profiles with boto3: all operations, their errors, refusals, and the sequences of Terraform and Ansible."""
from iam_client import TRUST, Caller, arn, conflict, exists, iam, invalid, limit, missing, pages


def operations():
    role = iam.create_role(RoleName="Server", AssumeRolePolicyDocument=TRUST, Description="d")["Role"]
    made = iam.create_instance_profile(
        InstanceProfileName="Web", Path="/apps/", Tags=[{"Key": "team", "Value": "a"}, {"Key": "Team", "Value": "b"}]
    )["InstanceProfile"]
    assert made["Arn"] == arn("instance-profile", "apps/Web") and made["InstanceProfileId"].startswith("AIPA"), made
    assert made["Roles"] == [] and len(made["Tags"]) == 2, made
    plain = iam.create_instance_profile(InstanceProfileName="Plain")["InstanceProfile"]
    assert "Tags" not in plain, plain
    assert iam.get_instance_profile(InstanceProfileName="Plain")["InstanceProfile"]["Tags"] == []
    iam.delete_instance_profile(InstanceProfileName="Plain")
    exists("Instance Profile Web already exists.", iam.create_instance_profile, InstanceProfileName="Web")
    exists("Instance Profile wEB already exists.", iam.create_instance_profile, InstanceProfileName="wEB")
    invalid(None, iam.create_instance_profile, InstanceProfileName="a b")
    missing("Instance Profile None cannot be found.", iam.get_instance_profile, InstanceProfileName="None")
    assert iam.list_instance_profiles_for_role(RoleName="Server")["InstanceProfiles"] == []
    missing(
        "Instance Profile None cannot be found.",
        iam.add_role_to_instance_profile,
        InstanceProfileName="None",
        RoleName="Server",
    )
    missing(
        "The role with name None cannot be found.",
        iam.add_role_to_instance_profile,
        InstanceProfileName="Web",
        RoleName="None",
    )
    iam.add_role_to_instance_profile(InstanceProfileName="Web", RoleName="Server")
    limit(
        "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
        iam.add_role_to_instance_profile,
        InstanceProfileName="Web",
        RoleName="Server",
    )
    got = iam.get_instance_profile(InstanceProfileName="web")["InstanceProfile"]
    assert got["InstanceProfileName"] == "Web" and got["CreateDate"] == made["CreateDate"], got
    inside = got["Roles"][0]
    assert inside["RoleId"] == role["RoleId"] and inside["Arn"] == role["Arn"], inside
    assert "MaxSessionDuration" not in inside and inside["AssumeRolePolicyDocument"]["Statement"], inside
    listed = iam.list_instance_profiles(PathPrefix="/apps/")["InstanceProfiles"]
    assert [p["InstanceProfileName"] for p in listed] == ["Web"] and "Tags" not in listed[0], listed
    assert iam.list_instance_profiles(PathPrefix="/none/")["InstanceProfiles"] == []
    found = iam.list_instance_profiles_for_role(RoleName="Server")["InstanceProfiles"]
    assert [p["InstanceProfileName"] for p in found] == ["Web"], found
    details = iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"][0]
    assert [p["Arn"] for p in details["InstanceProfileList"]] == [made["Arn"]], details
    assert iam.get_account_summary()["SummaryMap"]["InstanceProfiles"] == 1
    needs = "Cannot delete entity, must remove roles from instance profile first."
    conflict(needs, iam.delete_role, RoleName="Server")
    conflict(needs, iam.delete_instance_profile, InstanceProfileName="Web")
    missing(
        "The role with name None cannot be found.",
        iam.remove_role_from_instance_profile,
        InstanceProfileName="Web",
        RoleName="None",
    )
    iam.remove_role_from_instance_profile(InstanceProfileName="Web", RoleName="Server")
    missing(
        "Role Server in Instance Profile Web cannot be found.",
        iam.remove_role_from_instance_profile,
        InstanceProfileName="Web",
        RoleName="Server",
    )
    assert iam.get_instance_profile(InstanceProfileName="Web")["InstanceProfile"]["Roles"] == []
    iam.delete_role(RoleName="Server")
    iam.delete_instance_profile(InstanceProfileName="Web")
    missing("Instance Profile Web cannot be found.", iam.delete_instance_profile, InstanceProfileName="Web")
    assert iam.get_account_summary()["SummaryMap"]["InstanceProfiles"] == 0


def tags_and_pages():
    for i in range(5):
        iam.create_instance_profile(InstanceProfileName="page%d" % i)
    for size in (1, 2, 5, 6):
        listed = pages(iam.list_instance_profiles, "InstanceProfiles", size)
        assert [p["InstanceProfileName"] for p in listed] == ["page%d" % i for i in range(5)], listed
    name = {"InstanceProfileName": "page0"}
    iam.tag_instance_profile(**name, Tags=[{"Key": "k%02d" % i, "Value": "v"} for i in range(50)])
    limit(None, iam.tag_instance_profile, **name, Tags=[{"Key": "more", "Value": ""}])
    assert len(pages(iam.list_instance_profile_tags, "Tags", 20, **name)) == 50
    iam.untag_instance_profile(**name, TagKeys=["k%02d" % i for i in range(49)] + ["absent"])
    assert iam.list_instance_profile_tags(**name)["Tags"] == [{"Key": "k49", "Value": "v"}]
    assert iam.get_instance_profile(**name)["InstanceProfile"]["Tags"] == [{"Key": "k49", "Value": "v"}]
    for call in (iam.tag_instance_profile, iam.untag_instance_profile, iam.list_instance_profile_tags):
        more = {"Tags": []} if call == iam.tag_instance_profile else {"TagKeys": []}
        more = {} if call == iam.list_instance_profile_tags else more
        missing("Instance Profile None cannot be found.", call, InstanceProfileName="None", **more)
    for i in range(5):
        iam.delete_instance_profile(InstanceProfileName="page%d" % i)


def refusals():
    iam.create_role(RoleName="Server", Path="/srv/", AssumeRolePolicyDocument=TRUST)
    iam.create_instance_profile(InstanceProfileName="Web", Tags=[{"Key": "team", "Value": "a"}])
    caller = Caller("Ines")
    shown = "instance profile Web"
    both = {"InstanceProfileName": "Web", "RoleName": "Server"}
    calls = {
        "GetInstanceProfile": (shown, caller.iam.get_instance_profile, {"InstanceProfileName": "Web"}),
        "AddRoleToInstanceProfile": (shown, caller.iam.add_role_to_instance_profile, both),
        "RemoveRoleFromInstanceProfile": (shown, caller.iam.remove_role_from_instance_profile, both),
        "ListInstanceProfileTags": (shown, caller.iam.list_instance_profile_tags, {"InstanceProfileName": "Web"}),
        "TagInstanceProfile": (
            shown,
            caller.iam.tag_instance_profile,
            {"InstanceProfileName": "Web", "Tags": [{"Key": "x", "Value": "y"}]},
        ),
        "UntagInstanceProfile": (
            shown,
            caller.iam.untag_instance_profile,
            {"InstanceProfileName": "Web", "TagKeys": ["x"]},
        ),
        "DeleteInstanceProfile": (shown, caller.iam.delete_instance_profile, {"InstanceProfileName": "Web"}),
        "CreateInstanceProfile": (
            arn("instance-profile", "p/New"),
            caller.iam.create_instance_profile,
            {"InstanceProfileName": "New", "Path": "/p/"},
        ),
        "ListInstanceProfiles": (arn("instance-profile", ""), caller.iam.list_instance_profiles, {}),
        "ListInstanceProfilesForRole": (
            "role Server",
            caller.iam.list_instance_profiles_for_role,
            {"RoleName": "Server"},
        ),
    }
    for action, (resource, call, arguments) in calls.items():
        caller.refused(action, resource, call, **arguments)
    caller.allow("iam:*InstanceProfile*")
    caller.refused("PassRole", arn("role", "srv/Server"), caller.iam.add_role_to_instance_profile, **both)
    caller.allow(["iam:*InstanceProfile*", "iam:PassRole"], condition={"StringNotLike": {"iam:PassedToService": "ec2.*"}})
    caller.refused("PassRole", arn("role", "srv/Server"), caller.iam.add_role_to_instance_profile, **both)
    caller.allow(
        ["iam:*InstanceProfile*", "iam:PassRole"],
        condition={"StringEqualsIfExists": {"iam:PassedToService": "ec2.amazonaws.com", "aws:ResourceTag/team": "b"}},
    )
    caller.refused("AddRoleToInstanceProfile", shown, caller.iam.add_role_to_instance_profile, **both)
    caller.allow(
        ["iam:*InstanceProfile*", "iam:PassRole"],
        condition={"StringEqualsIfExists": {"iam:PassedToService": "ec2.amazonaws.com", "aws:ResourceTag/team": "a"}},
    )
    caller.iam.add_role_to_instance_profile(**both)
    caller.iam.remove_role_from_instance_profile(**both)
    caller.remove()
    iam.delete_instance_profile(InstanceProfileName="Web")
    iam.delete_role(RoleName="Server")


def terraform():
    """What the AWS provider of Terraform sends for a role with an instance profile, and for their removal."""
    iam.create_role(RoleName="tf", AssumeRolePolicyDocument=TRUST, Path="/", MaxSessionDuration=3600)
    iam.create_instance_profile(InstanceProfileName="tf", Path="/")
    iam.get_instance_profile(InstanceProfileName="tf")
    iam.add_role_to_instance_profile(InstanceProfileName="tf", RoleName="tf")
    first = iam.get_instance_profile(InstanceProfileName="tf")["InstanceProfile"]
    assert iam.get_instance_profile(InstanceProfileName="tf")["InstanceProfile"] == first
    iam.remove_role_from_instance_profile(InstanceProfileName="tf", RoleName="tf")
    iam.delete_instance_profile(InstanceProfileName="tf")
    assert iam.list_instance_profiles_for_role(RoleName="tf")["InstanceProfiles"] == []
    assert iam.list_attached_role_policies(RoleName="tf")["AttachedPolicies"] == []
    assert iam.list_role_policies(RoleName="tf")["PolicyNames"] == []
    iam.delete_role(RoleName="tf")


operations()
print("ok operations")
tags_and_pages()
print("ok tags and pages")
refusals()
print("ok refusals")
terraform()
print("ok sequence of Terraform")
