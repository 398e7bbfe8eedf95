"""Login profiles and the account password policy with boto3: rules, errors, refusals, and Terraform's sequence."""
import json
import urllib.request

from iam_client import ACCOUNT, ENDPOINT, Caller, arn, conflict, exists, expect, iam, invalid, missing


def advance(duration):
    body = json.dumps({"advance": duration}).encode()
    urllib.request.urlopen(urllib.request.Request(ENDPOINT + "/_/test/clock", data=body)).close()


def violated(text, call, **arguments):
    expect(400, "PasswordPolicyViolation", text, call, **arguments)


GOOD = "Corr3ct-Horse"


def operations():
    iam.create_user(UserName="Lena", Path="/team/")
    absent = "Login Profile for User Lena cannot be found."
    for call in (iam.get_login_profile, iam.delete_login_profile, iam.update_login_profile):
        missing(absent, call, UserName="Lena")
        missing("The user with name None cannot be found.", call, UserName="None")
    missing("The user with name None cannot be found.", iam.create_login_profile, UserName="None", Password=GOOD)
    made = iam.create_login_profile(UserName="Lena", Password=GOOD)["LoginProfile"]
    assert made["UserName"] == "Lena" and made["PasswordResetRequired"] is False, made
    exists("Login Profile for user Lena already exists.", iam.create_login_profile, UserName="Lena", Password=GOOD)
    assert iam.get_login_profile(UserName="lena")["LoginProfile"] == made
    iam.update_login_profile(UserName="Lena", PasswordResetRequired=True)
    assert iam.get_login_profile(UserName="Lena")["LoginProfile"]["PasswordResetRequired"] is True
    iam.update_login_profile(UserName="Lena", Password="An0ther-Horse")
    again = iam.get_login_profile(UserName="Lena")["LoginProfile"]
    assert again["PasswordResetRequired"] is True and again["CreateDate"] == made["CreateDate"], again
    conflict("Cannot delete entity, must delete login profile first.", iam.delete_user, UserName="Lena")
    iam.update_user(UserName="Lena", NewUserName="Helena")
    assert iam.get_login_profile(UserName="Helena")["LoginProfile"]["UserName"] == "Helena"
    iam.delete_login_profile(UserName="Helena")
    missing("Login Profile for User Helena cannot be found.", iam.get_login_profile, UserName="Helena")
    iam.delete_user(UserName="Helena")


def policy():
    unset = "The Password Policy with domain name %s cannot be found." % ACCOUNT
    missing(unset, iam.get_account_password_policy)
    missing("The account policy with name PasswordPolicy cannot be found.", iam.delete_account_password_policy)
    iam.update_account_password_policy()
    assert iam.get_account_password_policy()["PasswordPolicy"] == {
        "AllowUsersToChangePassword": False,
        "ExpirePasswords": False,
        "MinimumPasswordLength": 6,
        "RequireLowercaseCharacters": False,
        "RequireNumbers": False,
        "RequireSymbols": False,
        "RequireUppercaseCharacters": False,
    }
    whole = {
        "AllowUsersToChangePassword": True,
        "HardExpiry": True,
        "MaxPasswordAge": 60,
        "MinimumPasswordLength": 10,
        "PasswordReusePrevention": 3,
        "RequireLowercaseCharacters": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
        "RequireUppercaseCharacters": True,
    }
    iam.update_account_password_policy(**whole)
    assert iam.get_account_password_policy()["PasswordPolicy"] == {**whole, "ExpirePasswords": True}
    for member, most in (("MinimumPasswordLength", 128), ("PasswordReusePrevention", 24), ("MaxPasswordAge", 1095)):
        invalid(
            "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have value less than or"
            " equal to %d" % (member[0].lower() + member[1:], most),
            iam.update_account_password_policy,
            **{member: most + 1},
        )
    iam.create_user(UserName="Lena")
    for password, text in {
        "Sh0rt-one": "Password should have a minimum length of 10",
        "lower0nly-here": "Password should have at least one uppercase letter",
        "UPPER0NLY-HERE": "Password should have at least one lowercase letter",
        "NoNumber-here": "Password should have at least one number",
        "N0Symbolhere": None,
    }.items():
        violated(text, iam.create_login_profile, UserName="Lena", Password=password)
    iam.create_login_profile(UserName="Lena", Password="Pass-word-1")
    for number in (2, 3, 4):
        iam.update_login_profile(UserName="Lena", Password="Pass-word-%d" % number)
    for number in (2, 3, 4):
        violated(None, iam.update_login_profile, UserName="Lena", Password="Pass-word-%d" % number)
    iam.update_login_profile(UserName="Lena", Password="Pass-word-1")
    iam.delete_account_password_policy()
    missing(unset, iam.get_account_password_policy)
    # Without a policy: eight characters of three kinds.
    for password in ("Sh0rt-1", "12345678ab", "only-lower-and-symbols", "production"):
        violated(None, iam.update_login_profile, UserName="Lena", Password=password)
    iam.update_login_profile(UserName="Lena", Password="12345678aB")
    iam.delete_login_profile(UserName="Lena")
    iam.delete_user(UserName="Lena")


def change():
    caller = Caller("Nina")
    missing("Login Profile for User Nina cannot be found.", iam.get_login_profile, UserName="Nina")
    iam.create_login_profile(UserName="Nina", Password=GOOD, PasswordResetRequired=True)
    both = {"OldPassword": GOOD, "NewPassword": "An0ther-Horse"}
    caller.refused("ChangePassword", "user Nina", caller.iam.change_password, **both)
    # The account allows it to every user; a Deny still counts.
    iam.update_account_password_policy(AllowUsersToChangePassword=True, MinimumPasswordLength=8, PasswordReusePrevention=1)
    caller.allow("iam:ChangePassword", effect="Deny")
    expect(403, "AccessDenied", None, caller.iam.change_password, **both)
    iam.delete_user_policy(UserName="Nina", PolicyName="allow")
    wrong = "The old password was incorrect."
    expect(403, "AccessDenied", wrong, caller.iam.change_password, OldPassword="x", NewPassword="An0ther-Horse")
    violated(None, caller.iam.change_password, OldPassword=GOOD, NewPassword="short")
    violated(None, caller.iam.change_password, OldPassword=GOOD, NewPassword=GOOD)
    caller.iam.change_password(**both)
    assert iam.get_login_profile(UserName="Nina")["LoginProfile"]["PasswordResetRequired"] is False
    expect(403, "AccessDenied", wrong, caller.iam.change_password, **both)
    iam.update_account_password_policy()
    caller.allow("iam:ChangePassword", resource=arn("user", "${aws:username}"))
    caller.iam.change_password(OldPassword="An0ther-Horse", NewPassword=GOOD)
    iam.update_account_password_policy(MaxPasswordAge=1, HardExpiry=True)
    advance("PT25H")
    expect(403, "AccessDenied", None, caller.iam.change_password, **both)
    iam.update_account_password_policy(MaxPasswordAge=1)
    caller.iam.change_password(**both)
    iam.delete_account_password_policy()
    expect(
        400,
        "InvalidUserType",
        "Only IAM Users can change their own password",
        iam.change_password,
        OldPassword=GOOD,
        NewPassword="x",
    )
    iam.delete_login_profile(UserName="Nina")
    caller.remove()


def refusals():
    iam.create_user(UserName="Lena")
    caller = Caller("Nora")
    lena = {"UserName": "Lena"}
    for action, call, arguments in (
        ("CreateLoginProfile", caller.iam.create_login_profile, {**lena, "Password": GOOD}),
        ("GetLoginProfile", caller.iam.get_login_profile, lena),
        ("UpdateLoginProfile", caller.iam.update_login_profile, lena),
        ("DeleteLoginProfile", caller.iam.delete_login_profile, lena),
    ):
        caller.refused(action, "user Lena", call, **arguments)
    for action, call in (
        ("GetAccountPasswordPolicy", caller.iam.get_account_password_policy),
        ("UpdateAccountPasswordPolicy", caller.iam.update_account_password_policy),
        ("DeleteAccountPasswordPolicy", caller.iam.delete_account_password_policy),
    ):
        caller.refused(action, "*", call)
    caller.allow("iam:*LoginProfile")
    caller.iam.create_login_profile(**lena, Password=GOOD)
    missing("Login Profile for User Nora cannot be found.", caller.iam.get_login_profile)
    caller.iam.delete_login_profile(**lena)
    caller.remove()
    iam.delete_user(UserName="Lena")


def terraform():
    """What the AWS provider of Terraform sends for aws_iam_user_login_profile and aws_iam_account_password_policy."""
    iam.create_user(UserName="tf", Path="/")
    missing(None, iam.get_login_profile, UserName="tf")
    iam.create_login_profile(UserName="tf", Password="T3rraform-Secret!", PasswordResetRequired=False)
    assert iam.get_login_profile(UserName="tf")["LoginProfile"]["UserName"] == "tf"
    iam.delete_login_profile(UserName="tf")
    iam.delete_user(UserName="tf")
    wanted = {"AllowUsersToChangePassword": True, "MinimumPasswordLength": 8, "RequireSymbols": False}
    iam.update_account_password_policy(**wanted)
    got = iam.get_account_password_policy()["PasswordPolicy"]
    assert {key: got[key] for key in wanted} == wanted and "MaxPasswordAge" not in got, got
    iam.delete_account_password_policy()


for section in (operations, policy, change, refusals, terraform):
    section()
    print("ok " + section.__name__)
