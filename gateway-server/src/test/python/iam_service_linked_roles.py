"""Service-linked roles with boto3: all operations, their errors, refusals, and the sequence of Terraform."""
from iam_client import ALLOW, Caller, arn, expect, iam, missing

SERVICE = "autoscaling.amazonaws.com"
NAME = "AWSServiceRoleForAutoScaling"
PATH = "aws-service-role/" + SERVICE + "/"


def taken(name, **arguments):
    expect(
        400,
        "InvalidInput",
        "Service role name %s has been taken in this account, please try a different suffix." % name,
        iam.create_service_linked_role,
        **arguments,
    )


def operations():
    made = iam.create_service_linked_role(AWSServiceName=SERVICE, Description="d")["Role"]
    assert made["RoleName"] == NAME and made["Arn"] == arn("role", PATH + NAME), made
    assert made["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": SERVICE}, made
    taken(NAME, AWSServiceName=SERVICE)
    suffixed = iam.create_service_linked_role(AWSServiceName=SERVICE, CustomSuffix="two")["Role"]["RoleName"]
    assert suffixed == NAME + "_two", suffixed
    taken(NAME + "_two", AWSServiceName=SERVICE, CustomSuffix="two")
    expect(
        400,
        "InvalidInput",
        "Custom suffix is not allowed for elasticloadbalancing.amazonaws.com",
        iam.create_service_linked_role,
        AWSServiceName="elasticloadbalancing.amazonaws.com",
        CustomSuffix="x",
    )
    expect(400, "InvalidInput", None, iam.create_service_linked_role, AWSServiceName="nothing")
    attached = iam.list_attached_role_policies(RoleName=NAME)["AttachedPolicies"]
    assert [p["PolicyName"] for p in attached] == ["AutoScalingServiceRolePolicy"], attached
    protected = (
        400,
        "UnmodifiableEntity",
        "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS" % NAME,
    )
    expect(*protected, iam.delete_role, RoleName=NAME)
    expect(*protected, iam.detach_role_policy, RoleName=NAME, PolicyArn=attached[0]["PolicyArn"])
    expect(*protected, iam.put_role_policy, RoleName=NAME, PolicyName="p", PolicyDocument=ALLOW)
    expect(*protected, iam.update_role, RoleName=NAME, MaxSessionDuration=7200)
    iam.update_role(RoleName=NAME, Description="new")
    iam.tag_role(RoleName=NAME, Tags=[{"Key": "a", "Value": "b"}])
    got = iam.get_role(RoleName=NAME)["Role"]
    assert got["Description"] == "new" and got["Tags"] == [{"Key": "a", "Value": "b"}], got
    task = iam.delete_service_linked_role(RoleName=NAME)["DeletionTaskId"]
    assert task.startswith("task/%s%s/" % (PATH, NAME)), task
    assert iam.get_service_linked_role_deletion_status(DeletionTaskId=task)["Status"] == "SUCCEEDED"
    missing("The role with name %s cannot be found." % NAME, iam.get_role, RoleName=NAME)
    missing("The role with name %s cannot be found." % NAME, iam.delete_service_linked_role, RoleName=NAME)
    missing(None, iam.get_service_linked_role_deletion_status, DeletionTaskId=task[:-1] + "x")
    iam.delete_service_linked_role(RoleName=NAME + "_two")


def refusals():
    caller = Caller("Sally")
    caller.refused(
        "CreateServiceLinkedRole",
        arn("role", PATH + NAME),
        caller.iam.create_service_linked_role,
        AWSServiceName=SERVICE,
    )
    caller.allow("iam:*", condition={"StringEquals": {"iam:AWSServiceName": "ecs.amazonaws.com"}})
    caller.refused(
        "CreateServiceLinkedRole",
        arn("role", PATH + NAME),
        caller.iam.create_service_linked_role,
        AWSServiceName=SERVICE,
    )
    caller.allow("iam:CreateServiceLinkedRole", condition={"StringLike": {"iam:AWSServiceName": "autoscaling.*"}})
    caller.iam.create_service_linked_role(AWSServiceName=SERVICE)
    caller.refused(
        "DeleteServiceLinkedRole", "role " + NAME, caller.iam.delete_service_linked_role, RoleName=NAME
    )
    task = iam.delete_service_linked_role(RoleName=NAME)["DeletionTaskId"]
    caller.refused(
        "GetServiceLinkedRoleDeletionStatus",
        arn("role", PATH + NAME),
        caller.iam.get_service_linked_role_deletion_status,
        DeletionTaskId=task,
    )
    caller.allow("iam:GetServiceLinkedRoleDeletionStatus", arn("role", PATH + "*"))
    caller.iam.get_service_linked_role_deletion_status(DeletionTaskId=task)
    caller.remove()


operations()
print("ok operations")
refusals()
print("ok refusals")
