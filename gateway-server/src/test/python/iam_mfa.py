"""Virtual MFA devices with boto3: all operations, their errors, refusals, and roles that demand a second factor."""
import base64
import hashlib
import hmac
import json
import struct
import urllib.error
import urllib.parse
import urllib.request
import zlib
from datetime import datetime
from xml.etree import ElementTree

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from iam_client import ACCOUNT, ALLOW_IAM, ENDPOINT, OTHER, ROOT_KEY, ROOT_SECRET, Caller, arn, client, conflict
from iam_client import exists, expect, iam, invalid, limit, missing, pages


def clock(advance=None):
    """The server's time in seconds since the epoch."""
    body = json.dumps({"advance": advance}).encode() if advance else None
    with urllib.request.urlopen(urllib.request.Request(ENDPOINT + "/_/test/clock", data=body)) as answer:
        return datetime.fromisoformat(json.load(answer)["now"].replace("Z", "+00:00")[:19] + "+00:00").timestamp()


def code(device, steps=0):
    """The code that the device shows, or showed, that many steps from now; by RFC 6238, not by the server's code."""
    key = base64.b32decode(device["Base32StringSeed"])
    digest = hmac.new(key, struct.pack(">Q", int(clock()) // 30 + steps), hashlib.sha1).digest()
    start = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF) % 1000000)


def wrong(device):
    """A code that the device does not show."""
    right = {code(device, steps) for steps in range(-3, 4)}
    return next(c for c in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777") if c not in right)


def two(device, first=-1):
    return {"AuthenticationCode1": code(device, first), "AuthenticationCode2": code(device, first + 1)}


def create(name, **more):
    return iam.create_virtual_mfa_device(VirtualMFADeviceName=name, **more)["VirtualMFADevice"]


def enable(user, device):
    iam.enable_mfa_device(UserName=user, SerialNumber=device["SerialNumber"], **two(device))


NOT_VALID = "Authentication code for device is not valid."


class Query:
    """GetMFADevice, which older releases of botocore do not have, by a signed request."""

    def __init__(self, access_key, secret_key):
        self.credentials = Credentials(access_key, secret_key)

    def get_mfa_device(self, **arguments):
        body = urllib.parse.urlencode({"Action": "GetMFADevice", "Version": "2010-05-08", **arguments})
        request = AWSRequest("POST", ENDPOINT, data=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
        SigV4Auth(self.credentials, "iam", "us-east-1").add_auth(request)
        prepared = urllib.request.Request(ENDPOINT, data=body.encode(), headers=dict(request.headers))
        try:
            with urllib.request.urlopen(prepared) as answer:
                return values(answer.read())
        except urllib.error.HTTPError as error:
            answer = {"Error": values(error.read()), "ResponseMetadata": {"HTTPStatusCode": error.code}}
            raise ClientError(answer, "GetMFADevice") from error


def values(xml):
    return {element.tag.split("}")[-1]: element.text for element in ElementTree.fromstring(xml).iter()}


root_query = Query(ROOT_KEY, ROOT_SECRET)


def operations():
    iam.create_user(UserName="Ines", Path="/team/")
    iam.create_user(UserName="Otto")
    made = create("Ines", Path="/team/", Tags=[{"Key": "team", "Value": "a"}])
    serial = made["SerialNumber"]
    assert serial == arn("mfa", "team/Ines") and made["Tags"] == [{"Key": "team", "Value": "a"}], made
    assert len(made["Base32StringSeed"]) == 64 and made["QRCodePNG"].startswith(b"\x89PNG\r\n\x1a\n"), made
    width, height = struct.unpack(">II", made["QRCodePNG"][16:24])
    length = struct.unpack(">I", made["QRCodePNG"][33:37])[0]
    assert width == height and len(zlib.decompress(made["QRCodePNG"][41 : 41 + length])) == height * (1 + (width + 7) // 8)
    exists("MFA device already exists.", iam.create_virtual_mfa_device, VirtualMFADeviceName="ines", Path="/team/")
    invalid(
        "1 validation error detected: Value at 'path' failed to satisfy constraint: Member must have length less than"
        " or equal to 512",
        iam.create_virtual_mfa_device,
        VirtualMFADeviceName="x",
        Path="/" + "a" * 512 + "/",
    )
    for path in ("invalid-path/", "/invalid-path"):
        invalid(
            "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric"
            " characters and/or / characters.",
            iam.create_virtual_mfa_device,
            VirtualMFADeviceName="x",
            Path=path,
        )
    doubled = create("x", Path="/test//double/")["SerialNumber"]
    assert doubled == arn("mfa", "test//double/x"), doubled
    iam.delete_virtual_mfa_device(SerialNumber=doubled)
    none = arn("mfa", "none")
    absent = "MFA Device with serial number %s does not exist." % none
    missing(absent, iam.delete_virtual_mfa_device, SerialNumber=none)
    missing(absent, iam.deactivate_mfa_device, UserName="Ines", SerialNumber=none)
    missing(absent, root_query.get_mfa_device, UserName="Ines", SerialNumber=none)
    foreign = arn("mfa", "team/Ines", OTHER)
    missing(None, iam.delete_virtual_mfa_device, SerialNumber=foreign)
    nobody = "The user with name None cannot be found."
    missing(nobody, iam.enable_mfa_device, UserName="None", SerialNumber=serial, **two(made))
    missing(nobody, iam.deactivate_mfa_device, UserName="None", SerialNumber=serial)
    missing(nobody, iam.list_mfa_devices, UserName="None")
    missing(absent, iam.enable_mfa_device, UserName="Ines", SerialNumber=none, **two(made))
    assert iam.list_mfa_devices(UserName="Ines")["MFADevices"] == []
    on = {"UserName": "Ines", "SerialNumber": serial}
    missing("MFA Device with serial number %s does not exist." % serial, root_query.get_mfa_device, **on)
    for pair in (two(made, -9), {"AuthenticationCode1": code(made), "AuthenticationCode2": code(made)}):
        expect(403, "InvalidAuthenticationCode", NOT_VALID, iam.enable_mfa_device, **on, **pair)
    iam.enable_mfa_device(**on, **two(made))
    exists("MFA Device is already in use.", iam.enable_mfa_device, UserName="Otto", SerialNumber=serial, **two(made))
    listed = iam.list_mfa_devices(UserName="ines")["MFADevices"]
    assert [(d["UserName"], d["SerialNumber"]) for d in listed] == [("Ines", serial)], listed
    got = root_query.get_mfa_device(**on)
    assert got["SerialNumber"] == serial and got["EnableDate"] == listed[0]["EnableDate"].strftime("%Y-%m-%dT%H:%M:%SZ"), got
    missing(None, root_query.get_mfa_device, UserName="Otto", SerialNumber=serial)
    assigned = iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"]
    assert [(d["SerialNumber"], d["User"]["Arn"]) for d in assigned] == [(serial, arn("user", "team/Ines"))], assigned
    assert "Tags" not in assigned[0] and "Base32StringSeed" not in assigned[0], assigned
    assert iam.list_virtual_mfa_devices(AssignmentStatus="Unassigned")["VirtualMFADevices"] == []
    summary = iam.get_account_summary()["SummaryMap"]
    assert (summary["MFADevices"], summary["MFADevicesInUse"], summary["AccountMFAEnabled"]) == (1, 1, 0), summary
    conflict("MFA VirtualDevice in use. Must deactivate first.", iam.delete_virtual_mfa_device, SerialNumber=serial)
    conflict("Cannot delete entity, must delete MFA device first.", iam.delete_user, UserName="Ines")
    expect(403, "InvalidAuthenticationCode", NOT_VALID, iam.resync_mfa_device, **on, **two(made, -30))
    missing(None, iam.resync_mfa_device, UserName="Otto", SerialNumber=serial, **two(made))
    clock("PT5M")
    iam.resync_mfa_device(**on, **two(made, 5))
    expect(403, "InvalidAuthenticationCode", NOT_VALID, iam.resync_mfa_device, **on, **two(made, 5))
    iam.deactivate_mfa_device(**on)
    missing(None, iam.deactivate_mfa_device, **on)
    assert iam.list_mfa_devices(UserName="Ines")["MFADevices"] == []
    bare = iam.list_virtual_mfa_devices(AssignmentStatus="Unassigned")["VirtualMFADevices"]
    assert bare == [{"SerialNumber": serial}], bare
    iam.delete_virtual_mfa_device(SerialNumber=serial)
    iam.delete_user(UserName="Ines")
    iam.delete_user(UserName="Otto")
    assert iam.get_account_summary()["SummaryMap"]["MFADevices"] == 0


def tags_and_pages():
    iam.create_user(UserName="many")
    devices = [create("page%d" % i) for i in range(9)]
    for device in devices[:8]:
        enable("many", device)
    limit(
        "Cannot exceed quota for MFADevicesPerUser: 8",
        iam.enable_mfa_device,
        UserName="many",
        SerialNumber=devices[8]["SerialNumber"],
        **two(devices[8]),
    )
    serials = [device["SerialNumber"] for device in devices]
    for size in (1, 2, 8, 9):
        assert [d["SerialNumber"] for d in pages(iam.list_virtual_mfa_devices, "VirtualMFADevices", size)] == serials
        found = pages(iam.list_mfa_devices, "MFADevices", size, UserName="many")
        assert [d["SerialNumber"] for d in found] == serials[:8]
    invalid("Invalid Marker.", iam.list_virtual_mfa_devices, Marker="invalid-marker-value")
    name = {"SerialNumber": serials[0]}
    iam.tag_mfa_device(**name, Tags=[{"Key": "k%02d" % i, "Value": "v"} for i in range(50)])
    limit(None, iam.tag_mfa_device, **name, Tags=[{"Key": "more", "Value": ""}])
    assert len(pages(iam.list_mfa_device_tags, "Tags", 20, **name)) == 50
    iam.untag_mfa_device(**name, TagKeys=["k%02d" % i for i in range(49)] + ["absent"])
    assert iam.list_mfa_device_tags(**name)["Tags"] == [{"Key": "k49", "Value": "v"}]
    none = {"SerialNumber": arn("mfa", "none")}
    missing(None, iam.tag_mfa_device, **none, Tags=[])
    missing(None, iam.untag_mfa_device, **none, TagKeys=[])
    missing(None, iam.list_mfa_device_tags, **none)
    for serial in serials[:8]:
        iam.deactivate_mfa_device(UserName="many", SerialNumber=serial)
    for serial in serials:
        iam.delete_virtual_mfa_device(SerialNumber=serial)
    iam.delete_user(UserName="many")


def refusals():
    device = create("Dora", Tags=[{"Key": "team", "Value": "a"}])
    serial = {"SerialNumber": device["SerialNumber"]}
    caller = Caller("Dora")
    mine = caller.iam
    query = Query(caller.key["AccessKeyId"], caller.key["SecretAccessKey"])
    pair = {"AuthenticationCode1": "000000", "AuthenticationCode2": "000001"}
    calls = {
        "CreateVirtualMFADevice": (arn("mfa", "p/N"), mine.create_virtual_mfa_device, {"VirtualMFADeviceName": "N", "Path": "/p/"}),
        "DeleteVirtualMFADevice": (serial["SerialNumber"], mine.delete_virtual_mfa_device, serial),
        "ListVirtualMFADevices": (arn("mfa", ""), mine.list_virtual_mfa_devices, {}),
        "EnableMFADevice": ("user Dora", mine.enable_mfa_device, {"UserName": "Dora", **serial, **pair}),
        "ResyncMFADevice": ("user Dora", mine.resync_mfa_device, {"UserName": "Dora", **serial, **pair}),
        "DeactivateMFADevice": ("user Dora", mine.deactivate_mfa_device, serial),
        "ListMFADevices": ("user Dora", mine.list_mfa_devices, {}),
        "GetMFADevice": ("user Dora", query.get_mfa_device, serial),
        "TagMFADevice": (serial["SerialNumber"], mine.tag_mfa_device, {**serial, "Tags": [{"Key": "a", "Value": "b"}]}),
        "UntagMFADevice": (serial["SerialNumber"], mine.untag_mfa_device, {**serial, "TagKeys": ["a"]}),
        "ListMFADeviceTags": (serial["SerialNumber"], mine.list_mfa_device_tags, serial),
    }
    for action, (resource, call, arguments) in calls.items():
        caller.refused(action, resource, call, **arguments)
    caller.allow("iam:*MFA*", condition={"StringEqualsIfExists": {"aws:ResourceTag/team": "b"}})
    caller.refused("DeleteVirtualMFADevice", serial["SerialNumber"], mine.delete_virtual_mfa_device, **serial)
    caller.allow("iam:*MFA*", condition={"StringEqualsIfExists": {"aws:ResourceTag/team": "a"}})
    mine.enable_mfa_device(UserName="Dora", **serial, **two(device))
    assert mine.list_mfa_devices()["MFADevices"][0]["UserName"] == "Dora"
    assert query.get_mfa_device(**serial)["UserName"] == "Dora"
    mine.deactivate_mfa_device(**serial)
    mine.delete_virtual_mfa_device(**serial)
    caller.remove()


def demanding(condition):
    statement = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole", "Condition": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


FAILED = "MultiFactorAuthentication failed"
UNABLE = FAILED + ", unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user."
BAD_CODE = FAILED + " with invalid MFA one time pass code. "


def roles():
    iam.create_role(
        RoleName="Guarded", AssumeRolePolicyDocument=demanding({"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    )
    iam.put_role_policy(RoleName="Guarded", PolicyName="iam", PolicyDocument=ALLOW_IAM)
    caller = Caller("Mia")
    device = create("Mia")
    enable("Mia", device)
    other = create("Other")
    enable(iam.create_user(UserName="Other")["User"]["UserName"], other)
    caller.allow("sts:AssumeRole")
    sts = client("sts", caller.key["AccessKeyId"], caller.key["SecretAccessKey"])
    role = {"RoleArn": arn("role", "Guarded"), "RoleSessionName": "session"}
    with_mfa = {"SerialNumber": device["SerialNumber"]}

    def denied(text, call=sts.assume_role, **arguments):
        expect(403, "AccessDenied", text, call, **arguments)

    denied(None, **role)
    denied(FAILED + ", must provide both MFA serial number and one time pass code.", **role, **with_mfa)
    denied(UNABLE, **role, SerialNumber=other["SerialNumber"], TokenCode=code(other, 1))
    denied(UNABLE, **role, SerialNumber=arn("mfa", "none"), TokenCode="123456")
    # The code is judged first, even when there is no such role.
    gone = {**role, "RoleArn": arn("role", "None")}
    denied(BAD_CODE, **gone, **with_mfa, TokenCode=wrong(device))
    denied(BAD_CODE, **role, **with_mfa, TokenCode=wrong(device))
    # The codes that enabled the device were used.
    denied(BAD_CODE, **role, **with_mfa, TokenCode=code(device))
    right = code(device, 1)
    got = sts.assume_role(**role, **with_mfa, TokenCode=right)["Credentials"]
    denied(BAD_CODE, **role, **with_mfa, TokenCode=right)
    as_role = client("iam", got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"])
    as_role.list_users()
    only_mfa = json.loads(ALLOW_IAM)
    only_mfa["Statement"][0]["Condition"] = {"NumericLessThan": {"aws:MultiFactorAuthAge": "600"}}
    iam.put_role_policy(RoleName="Guarded", PolicyName="iam", PolicyDocument=json.dumps(only_mfa))
    as_role.list_users()
    clock("PT11M")
    expect(403, "AccessDenied", None, as_role.list_users)

    # A session with a second factor passes it on to the role, and may call IAM.
    caller.allow(["sts:AssumeRole", "iam:ListUsers"])
    denied(BAD_CODE, sts.get_session_token, **with_mfa, TokenCode=wrong(device))
    denied(FAILED + ", must provide both MFA serial number and one time pass code.", sts.get_session_token, TokenCode="123456")
    got = sts.get_session_token(**with_mfa, TokenCode=code(device))["Credentials"]
    session = got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"]
    client("iam", *session).list_users()
    client("sts", *session).assume_role(**role)
    plain = sts.get_session_token()["Credentials"]
    plain = client("sts", plain["AccessKeyId"], plain["SecretAccessKey"], plain["SessionToken"])
    denied(None, plain.assume_role, **role)
    # The trust policy still decides after the code: this one wants no second factor.
    iam.update_assume_role_policy(
        RoleName="Guarded", PolicyDocument=demanding({"Bool": {"aws:MultiFactorAuthPresent": "false"}})
    )
    clock("PT1M")
    denied(None, **role, **with_mfa, TokenCode=code(device))
    # After five wrong codes even a right one must wait.
    iam.update_assume_role_policy(
        RoleName="Guarded", PolicyDocument=demanding({"NumericLessThan": {"aws:MultiFactorAuthAge": "60"}})
    )
    clock("PT1M")
    for _ in range(5):
        denied(BAD_CODE, **role, **with_mfa, TokenCode=wrong(device))
    denied(BAD_CODE, **role, **with_mfa, TokenCode=code(device))
    clock("PT30S")
    sts.assume_role(**role, **with_mfa, TokenCode=code(device))
    iam.deactivate_mfa_device(UserName="Mia", **with_mfa)
    clock("PT1M")
    denied(UNABLE, **role, **with_mfa, TokenCode=code(device))


def root():
    device = create("root-account-mfa-device")
    assert device["SerialNumber"] == arn("mfa", "root-account-mfa-device")
    enable("root", device)
    assert iam.get_account_summary()["SummaryMap"]["AccountMFAEnabled"] == 1
    listed = iam.list_mfa_devices()["MFADevices"]
    assert [d["SerialNumber"] for d in listed] == [device["SerialNumber"]], listed
    owner = iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"]
    owner = [d["User"]["Arn"] for d in owner if d["SerialNumber"] == device["SerialNumber"]]
    assert owner == ["arn:aws:iam::%s:root" % ACCOUNT], owner
    iam.deactivate_mfa_device(SerialNumber=device["SerialNumber"])
    iam.delete_virtual_mfa_device(SerialNumber=device["SerialNumber"])


def terraform():
    """What the AWS provider of Terraform sends for aws_iam_virtual_mfa_device."""
    made = create("tf", Path="/", Tags=[{"Key": "a", "Value": "1"}])
    found = [d for d in pages(iam.list_virtual_mfa_devices, "VirtualMFADevices", 100) if d["SerialNumber"] == made["SerialNumber"]]
    assert len(found) == 1, found
    assert iam.list_mfa_device_tags(SerialNumber=made["SerialNumber"])["Tags"] == [{"Key": "a", "Value": "1"}]
    iam.delete_virtual_mfa_device(SerialNumber=made["SerialNumber"])


for section in (operations, tags_and_pages, refusals, roles, root, terraform):
    section()
    print("ok " + section.__name__)
