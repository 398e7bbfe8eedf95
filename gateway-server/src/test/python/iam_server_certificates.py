"""Server certificates with boto3: operations, errors, refusals, and Terraform's sequence."""
import subprocess
import tempfile

from iam_client import Caller, arn, exists, expect, iam, limit, missing, pages

SCRIPT = """
set -e
openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -subj /CN=root
for name in one two; do
    openssl req -newkey rsa:2048 -nodes -keyout $name.key -out $name.csr -subj /CN=$name
    openssl x509 -req -in $name.csr -CA root.pem -CAkey root.key -CAcreateserial -out $name.pem -days 20
done
openssl rsa -in one.key -traditional -out one.old.key
openssl ecparam -name prime256v1 -genkey -noout -out ec.sec1
openssl pkcs8 -topk8 -nocrypt -in ec.sec1 -out ec.key
openssl req -new -x509 -key ec.key -out ec.pem -days 10 -subj /CN=ec
"""


def certificates():
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run(["sh", "-c", SCRIPT], cwd=directory, check=True, capture_output=True)
        found = {}
        for name in ("root.pem", "one.pem", "one.key", "one.old.key", "two.pem", "two.key", "ec.pem", "ec.key"):
            with open("%s/%s" % (directory, name), encoding="ascii") as file:
                found[name] = file.read()
        return found


FILES = certificates()
ONE = {"CertificateBody": FILES["one.pem"], "PrivateKey": FILES["one.key"]}


def operations():
    made = iam.upload_server_certificate(ServerCertificateName="web", **ONE)["ServerCertificateMetadata"]
    assert made["Arn"] == arn("server-certificate", "web") and made["ServerCertificateId"].startswith("ASCA"), made
    assert made["Path"] == "/" and made["Expiration"] > made["UploadDate"], made
    got = iam.get_server_certificate(ServerCertificateName="WEB")["ServerCertificate"]
    assert got == {"ServerCertificateMetadata": made, "CertificateBody": FILES["one.pem"], "Tags": []}, got
    exists(
        "The Server Certificate with name web already exists.",
        iam.upload_server_certificate,
        ServerCertificateName="web",
        **ONE,
    )
    chained = iam.upload_server_certificate(
        ServerCertificateName="chained",
        Path="/test-path/",
        CertificateBody=FILES["one.pem"],
        PrivateKey=FILES["one.old.key"],
        CertificateChain=FILES["root.pem"],
        Tags=[{"Key": "team", "Value": "a"}],
    )
    assert chained["ServerCertificateMetadata"]["Arn"] == arn("server-certificate", "test-path/chained"), chained
    assert chained["Tags"] == [{"Key": "team", "Value": "a"}], chained
    got = iam.get_server_certificate(ServerCertificateName="chained")["ServerCertificate"]
    assert got["CertificateChain"] == FILES["root.pem"] and got["Tags"] == chained["Tags"], got
    curve = {"CertificateBody": FILES["ec.pem"], "PrivateKey": FILES["ec.key"]}
    iam.upload_server_certificate(ServerCertificateName="curve", **curve)
    listed = iam.list_server_certificates(PathPrefix="/test-path/")["ServerCertificateMetadataList"]
    assert listed == [chained["ServerCertificateMetadata"]], listed
    for size in (1, 2, 3, 4):
        found = pages(iam.list_server_certificates, "ServerCertificateMetadataList", size)
        assert [c["ServerCertificateName"] for c in found] == ["chained", "curve", "web"], found
    assert iam.get_account_summary()["SummaryMap"]["ServerCertificates"] == 3
    name = {"ServerCertificateName": "bad"}
    mismatch = {"CertificateBody": FILES["one.pem"], "PrivateKey": FILES["two.key"]}
    expect(400, "KeyPairMismatch", None, iam.upload_server_certificate, **name, **mismatch)
    for broken in (
        {"CertificateBody": "x", "PrivateKey": FILES["one.key"]},
        {"CertificateBody": FILES["one.pem"], "PrivateKey": "x"},
        {"CertificateBody": FILES["one.pem"], "PrivateKey": FILES["one.key"][:900]},
        {"CertificateBody": FILES["one.pem"], "PrivateKey": FILES["ec.key"]},
        {**ONE, "CertificateChain": "x"},
        {**ONE, "CertificateChain": FILES["two.pem"]},
    ):
        expect(400, "MalformedCertificate", None, iam.upload_server_certificate, **name, **broken)
    absent = "The Server Certificate with name none cannot be found."
    none = {"ServerCertificateName": "none"}
    missing(absent, iam.get_server_certificate, **none)
    missing(absent, iam.delete_server_certificate, **none)
    missing(absent, iam.update_server_certificate, **none, NewPath="/x/")
    exists(None, iam.update_server_certificate, ServerCertificateName="web", NewServerCertificateName="curve")
    iam.update_server_certificate(ServerCertificateName="web", NewServerCertificateName="Site", NewPath="/new/")
    moved = iam.get_server_certificate(ServerCertificateName="site")["ServerCertificate"]["ServerCertificateMetadata"]
    assert moved["Arn"] == arn("server-certificate", "new/Site"), moved
    assert moved["ServerCertificateId"] == made["ServerCertificateId"], moved
    for left in ("Site", "chained", "curve"):
        iam.delete_server_certificate(ServerCertificateName=left)
    missing("The Server Certificate with name Site cannot be found.", iam.get_server_certificate, ServerCertificateName="Site")


def tags_and_quota():
    for i in range(20):
        iam.upload_server_certificate(ServerCertificateName="c%02d" % i, **ONE)
    limit(
        "Cannot exceed quota for ServerCertificatesPerAccount: 20",
        iam.upload_server_certificate,
        ServerCertificateName="more",
        **ONE,
    )
    name = {"ServerCertificateName": "c00"}
    iam.tag_server_certificate(**name, Tags=[{"Key": "k%02d" % i, "Value": "v"} for i in range(50)])
    limit(None, iam.tag_server_certificate, **name, Tags=[{"Key": "more", "Value": ""}])
    assert len(pages(iam.list_server_certificate_tags, "Tags", 20, **name)) == 50
    iam.untag_server_certificate(**name, TagKeys=["k%02d" % i for i in range(49)])
    assert iam.list_server_certificate_tags(**name)["Tags"] == [{"Key": "k49", "Value": "v"}]
    none = {"ServerCertificateName": "none"}
    missing(None, iam.tag_server_certificate, **none, Tags=[])
    missing(None, iam.untag_server_certificate, **none, TagKeys=[])
    missing(None, iam.list_server_certificate_tags, **none)
    for i in range(20):
        iam.delete_server_certificate(ServerCertificateName="c%02d" % i)


def refusals():
    iam.upload_server_certificate(ServerCertificateName="web", Tags=[{"Key": "team", "Value": "a"}], **ONE)
    caller = Caller("Carl")
    mine = caller.iam
    web = {"ServerCertificateName": "web"}
    shown = "server certificate web"
    new = {"ServerCertificateName": "new", "Path": "/p/", **ONE}
    for action, resource, call, arguments in (
        ("UploadServerCertificate", arn("server-certificate", "p/new"), mine.upload_server_certificate, new),
        ("GetServerCertificate", shown, mine.get_server_certificate, web),
        ("UpdateServerCertificate", shown, mine.update_server_certificate, {**web, "NewPath": "/x/"}),
        ("DeleteServerCertificate", shown, mine.delete_server_certificate, web),
        ("TagServerCertificate", shown, mine.tag_server_certificate, {**web, "Tags": [{"Key": "a", "Value": "b"}]}),
        ("UntagServerCertificate", shown, mine.untag_server_certificate, {**web, "TagKeys": ["a"]}),
        ("ListServerCertificateTags", shown, mine.list_server_certificate_tags, web),
        ("ListServerCertificates", arn("server-certificate", ""), mine.list_server_certificates, {}),
    ):
        caller.refused(action, resource, call, **arguments)
    caller.allow("iam:*ServerCertificate*", condition={"StringEqualsIfExists": {"aws:ResourceTag/team": "b"}})
    caller.refused("GetServerCertificate", shown, mine.get_server_certificate, **web)
    caller.allow("iam:*ServerCertificate*", condition={"StringEqualsIfExists": {"aws:ResourceTag/team": "a"}})
    mine.get_server_certificate(**web)
    mine.delete_server_certificate(**web)
    caller.remove()


def terraform():
    """What the AWS provider of Terraform sends for aws_iam_server_certificate."""
    iam.upload_server_certificate(ServerCertificateName="tf", Path="/", CertificateChain=FILES["root.pem"], **ONE)
    first = iam.get_server_certificate(ServerCertificateName="tf")["ServerCertificate"]
    assert iam.get_server_certificate(ServerCertificateName="tf")["ServerCertificate"] == first
    iam.delete_server_certificate(ServerCertificateName="tf")
    missing(None, iam.get_server_certificate, ServerCertificateName="tf")


for section in (operations, tags_and_quota, refusals, terraform):
    section()
    print("ok " + section.__name__)
