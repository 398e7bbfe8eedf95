"""The credential report with boto3: its states, errors and columns."""
import csv
import io
import json
import urllib.request

from iam_client import ACCOUNT, ENDPOINT, Caller, arn, expect, iam

COLUMNS = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
    "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
    "cert_2_last_rotated"
).split(",")


def advance(duration):
    body = json.dumps({"advance": duration}).encode()
    urllib.request.urlopen(urllib.request.Request(ENDPOINT + "/_/test/clock", data=body)).close()


def report():
    content = iam.get_credential_report()["Content"].decode()
    assert content.split("\n")[0].split(",") == COLUMNS, content
    return {row["user"]: row for row in csv.DictReader(io.StringIO(content))}


def states():
    expect(410, "ReportNotPresent", None, iam.get_credential_report)
    iam.create_user(UserName="a,b")
    started = iam.generate_credential_report()
    assert started["State"] == "STARTED" and started["Description"], started
    assert iam.generate_credential_report()["State"] == "COMPLETE"
    got = iam.get_credential_report()
    assert got["ReportFormat"] == "text/csv" and got["GeneratedTime"], got
    assert set(report()) == {"<root_account>", "a,b"}
    iam.delete_user(UserName="a,b")
    assert set(report()) == {"<root_account>", "a,b"}
    advance("PT4H")
    expect(410, "ReportExpired", None, iam.get_credential_report)
    assert iam.generate_credential_report()["State"] == "STARTED"
    assert set(report()) == {"<root_account>"}


def columns():
    iam.create_user(UserName="Rita", Path="/team/")
    iam.create_login_profile(UserName="Rita", Password="TestPassword123!")
    iam.update_account_password_policy(MaxPasswordAge=90)
    first = iam.create_access_key(UserName="Rita")["AccessKey"]["AccessKeyId"]
    iam.update_access_key(UserName="Rita", AccessKeyId=first, Status="Inactive")
    iam.create_access_key(UserName="Rita")
    for i in range(300):
        iam.create_user(UserName="user-%03d-%s" % (i, "x" * 50))
    advance("PT4H")
    iam.generate_credential_report()
    rows = report()
    assert len(rows) == 302, len(rows)
    root, rita = rows["<root_account>"], rows["Rita"]
    assert root["arn"] == "arn:aws:iam::%s:root" % ACCOUNT and root["password_enabled"] == "not_supported", root
    assert root["access_key_1_active"] == "true" and root["access_key_1_last_used_service"] == "iam", root
    assert rita["arn"] == arn("user", "team/Rita") and rita["mfa_active"] == "false", rita
    assert rita["password_enabled"] == "true" and rita["password_last_used"] == "no_information", rita
    assert rita["password_next_rotation"] > rita["password_last_changed"] > "2020", rita
    assert (rita["access_key_1_active"], rita["access_key_2_active"]) == ("true", "false"), rita
    assert rita["access_key_1_last_used_date"] == "N/A" and rita["access_key_2_last_rotated"] != "N/A", rita
    assert rita["user_creation_time"].endswith("+00:00"), rita
    iam.delete_account_password_policy()


def refusals():
    caller = Caller("Ruth")
    caller.refused("GenerateCredentialReport", "*", caller.iam.generate_credential_report)
    caller.refused("GetCredentialReport", "*", caller.iam.get_credential_report)
    caller.allow("iam:*CredentialReport")
    assert caller.iam.generate_credential_report()["State"] == "COMPLETE"
    caller.iam.get_credential_report()
    caller.remove()


for section in (states, columns, refusals):
    section()
    print("ok " + section.__name__)
