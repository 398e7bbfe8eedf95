"""SSH public keys, signing certificates and service-specific credentials with boto3: operations, errors, refusals."""
import subprocess
import tempfile

from iam_client import Caller, conflict, expect, iam, limit, missing, pages


def made(*command):
    """The files that a command writes into an empty directory, by name."""
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run(command, cwd=directory, check=True, capture_output=True)
        found = {}
        for name in subprocess.run(["ls"], cwd=directory, check=True, capture_output=True, text=True).stdout.split():
            with open("%s/%s" % (directory, name), encoding="ascii") as file:
                found[name] = file.read()
        return found


def certificate(name):
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert", "-days", "30"]
    return made(*request, "-subj", "/CN=" + name)["cert"]


def rsa_key(bits):
    return made("openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:%d" % bits, "-out", "key")["key"]


def public(private):
    return subprocess.run(
        ["openssl", "pkey", "-pubout"], input=private, check=True, capture_output=True, text=True
    ).stdout.strip()


NOBODY = "The user with name None cannot be found."


def ssh_keys():
    iam.create_user(UserName="Sven", Path="/team/")
    pem = public(rsa_key(2048))
    key = iam.upload_ssh_public_key(UserName="Sven", SSHPublicKeyBody=pem)["SSHPublicKey"]
    assert key["SSHPublicKeyId"].startswith("APKA") and key["Status"] == "Active", key
    assert key["SSHPublicKeyBody"] == pem and len(key["Fingerprint"]) == 47, key
    one = {"UserName": "Sven", "SSHPublicKeyId": key["SSHPublicKeyId"]}
    as_pem = iam.get_ssh_public_key(**one, Encoding="PEM")["SSHPublicKey"]
    assert as_pem == {**key, "SSHPublicKeyBody": pem}, as_pem
    as_ssh = iam.get_ssh_public_key(**one, Encoding="SSH")["SSHPublicKey"]["SSHPublicKeyBody"]
    assert as_ssh.startswith("ssh-rsa AAAAB3NzaC1yc2E"), as_ssh
    expect(400, "DuplicateSSHPublicKey", None, iam.upload_ssh_public_key, UserName="Sven", SSHPublicKeyBody=as_ssh)
    iam.delete_ssh_public_key(**one)
    again = iam.upload_ssh_public_key(UserName="Sven", SSHPublicKeyBody=as_ssh + " sven@host")["SSHPublicKey"]
    assert again["Fingerprint"] == key["Fingerprint"] and again["SSHPublicKeyId"] != key["SSHPublicKeyId"], again
    one["SSHPublicKeyId"] = again["SSHPublicKeyId"]
    assert iam.get_ssh_public_key(**one, Encoding="PEM")["SSHPublicKey"]["SSHPublicKeyBody"] == pem
    assert iam.get_ssh_public_key(**one, Encoding="SSH")["SSHPublicKey"]["SSHPublicKeyBody"] == as_ssh + " sven@host"
    unknown = "UnrecognizedPublicKeyEncoding"
    expect(400, unknown, None, iam.upload_ssh_public_key, UserName="Sven", SSHPublicKeyBody="ssh-ed25519 AAAA")
    for body in ("ssh-rsa AAAA", "ssh-rsa !", as_ssh[:-20], public(rsa_key(1024))):
        expect(400, "InvalidPublicKey", None, iam.upload_ssh_public_key, UserName="Sven", SSHPublicKeyBody=body)
    missing(NOBODY, iam.upload_ssh_public_key, UserName="None", SSHPublicKeyBody=pem)
    none = {"UserName": "Sven", "SSHPublicKeyId": "APKAXXXXXXXXXXXXXXXXX"}
    absent = "The Public Key with id APKAXXXXXXXXXXXXXXXXX cannot be found."
    missing(absent, iam.get_ssh_public_key, **none, Encoding="SSH")
    missing(absent, iam.update_ssh_public_key, **none, Status="Active")
    missing(absent, iam.delete_ssh_public_key, **none)
    iam.update_ssh_public_key(**one, Status="Inactive")
    assert iam.get_ssh_public_key(**one, Encoding="SSH")["SSHPublicKey"]["Status"] == "Inactive"
    listed = iam.list_ssh_public_keys(UserName="sven")["SSHPublicKeys"]
    assert [set(entry) for entry in listed] == [{"UserName", "SSHPublicKeyId", "Status", "UploadDate"}], listed
    for _ in range(4):
        iam.upload_ssh_public_key(UserName="Sven", SSHPublicKeyBody=public(rsa_key(2048)))
    limit(
        "Cannot exceed quota for SSHPublicKeysPerUser: 5",
        iam.upload_ssh_public_key,
        UserName="Sven",
        SSHPublicKeyBody=public(rsa_key(2048)),
    )
    for size in (1, 2, 5, 6):
        assert len(pages(iam.list_ssh_public_keys, "SSHPublicKeys", size, UserName="Sven")) == 5
    conflict("Cannot delete entity, must delete SSH public keys first.", iam.delete_user, UserName="Sven")
    for entry in iam.list_ssh_public_keys(UserName="Sven")["SSHPublicKeys"]:
        iam.delete_ssh_public_key(UserName="Sven", SSHPublicKeyId=entry["SSHPublicKeyId"])
    assert iam.list_ssh_public_keys(UserName="Sven")["SSHPublicKeys"] == []
    iam.delete_user(UserName="Sven")


def signing_certificates():
    iam.create_user(UserName="Cora")
    body = certificate("one")
    made_one = iam.upload_signing_certificate(UserName="Cora", CertificateBody=body)["Certificate"]
    assert made_one["CertificateBody"] == body and made_one["Status"] == "Active", made_one
    one = {"UserName": "Cora", "CertificateId": made_one["CertificateId"]}
    assert iam.list_signing_certificates(UserName="Cora")["Certificates"] == [made_one]
    for status in ("Inactive", "Active"):
        iam.update_signing_certificate(**one, Status=status)
        assert iam.list_signing_certificates(UserName="Cora")["Certificates"][0]["Status"] == status
    expect(409, "DuplicateCertificate", None, iam.upload_signing_certificate, UserName="Cora", CertificateBody=body)
    expect(
        400,
        "MalformedCertificate",
        "Certificate invalid-certificate-body is malformed.",
        iam.upload_signing_certificate,
        UserName="Cora",
        CertificateBody="invalid-certificate-body",
    )
    missing(NOBODY, iam.upload_signing_certificate, UserName="None", CertificateBody=body)
    missing(NOBODY, iam.list_signing_certificates, UserName="None")
    none = {"CertificateId": "NONEXISTENTCERTID12345678901"}
    missing(NOBODY, iam.delete_signing_certificate, UserName="None", **none)
    missing(NOBODY, iam.update_signing_certificate, UserName="None", **none, Status="Active")
    absent = "The Certificate with id NONEXISTENTCERTID12345678901 cannot be found."
    missing(absent, iam.delete_signing_certificate, UserName="Cora", **none)
    missing(absent, iam.update_signing_certificate, UserName="Cora", **none, Status="Active")
    iam.upload_signing_certificate(UserName="Cora", CertificateBody=certificate("two"))
    limit(
        "Cannot exceed quota for CertificatesPerUser: 2",
        iam.upload_signing_certificate,
        UserName="Cora",
        CertificateBody=certificate("three"),
    )
    assert len(pages(iam.list_signing_certificates, "Certificates", 1, UserName="Cora")) == 2
    conflict("Cannot delete entity, must delete signing certificates first.", iam.delete_user, UserName="Cora")
    for entry in iam.list_signing_certificates(UserName="Cora")["Certificates"]:
        iam.delete_signing_certificate(UserName="Cora", CertificateId=entry["CertificateId"])
    assert iam.list_signing_certificates(UserName="Cora")["Certificates"] == []
    iam.delete_user(UserName="Cora")
    root = iam.upload_signing_certificate(CertificateBody=body)["Certificate"]
    assert iam.get_account_summary()["SummaryMap"]["AccountSigningCertificatesPresent"] == 1
    iam.delete_signing_certificate(CertificateId=root["CertificateId"])
    assert iam.get_account_summary()["SummaryMap"]["AccountSigningCertificatesPresent"] == 0


def service_credentials():
    iam.create_user(UserName="Gita")
    service = {"UserName": "Gita", "ServiceName": "codecommit.amazonaws.com"}
    first = iam.create_service_specific_credential(**service)["ServiceSpecificCredential"]
    assert first["ServiceUserName"].startswith("Gita-at-") and first["ServicePassword"], first
    assert first["ServiceSpecificCredentialId"].startswith("ACCA") and first["Status"] == "Active", first
    one = {"UserName": "Gita", "ServiceSpecificCredentialId": first["ServiceSpecificCredentialId"]}
    listed = iam.list_service_specific_credentials(UserName="Gita")["ServiceSpecificCredentials"]
    assert len(listed) == 1 and "ServicePassword" not in listed[0], listed
    reset = iam.reset_service_specific_credential(**one)["ServiceSpecificCredential"]
    assert reset["ServicePassword"] != first["ServicePassword"], reset
    assert {**reset, "ServicePassword": 0} == {**first, "ServicePassword": 0}, (first, reset)
    iam.update_service_specific_credential(**one, Status="Inactive")
    listed = iam.list_service_specific_credentials(UserName="Gita")["ServiceSpecificCredentials"]
    assert listed[0]["Status"] == "Inactive", listed
    second = iam.create_service_specific_credential(**service)["ServiceSpecificCredential"]
    assert second["ServiceUserName"] != first["ServiceUserName"], second
    limit(None, iam.create_service_specific_credential, **service)
    other = "cassandra.amazonaws.com"
    iam.create_service_specific_credential(UserName="Gita", ServiceName=other)
    found = iam.list_service_specific_credentials(UserName="Gita", ServiceName=other)["ServiceSpecificCredentials"]
    assert [entry["ServiceName"] for entry in found] == [other], found
    missing(
        "No such service nonexistentservice.amazonaws.com is supported for Service Specific Credentials",
        iam.create_service_specific_credential,
        UserName="Gita",
        ServiceName="nonexistentservice.amazonaws.com",
    )
    missing(NOBODY, iam.create_service_specific_credential, UserName="None", ServiceName=other)
    missing(NOBODY, iam.list_service_specific_credentials, UserName="None")
    none = {"UserName": "Gita", "ServiceSpecificCredentialId": "ACCAXXXXXXXXXXXXXXXXX"}
    absent = "No such credential ACCAXXXXXXXXXXXXXXXXX exists"
    missing(absent, iam.reset_service_specific_credential, **none)
    missing(absent, iam.update_service_specific_credential, **none, Status="Active")
    missing(absent, iam.delete_service_specific_credential, **none)
    conflict(None, iam.delete_user, UserName="Gita")
    for entry in iam.list_service_specific_credentials(UserName="Gita")["ServiceSpecificCredentials"]:
        iam.delete_service_specific_credential(
            UserName="Gita", ServiceSpecificCredentialId=entry["ServiceSpecificCredentialId"]
        )
    iam.delete_user(UserName="Gita")


def refusals():
    iam.create_user(UserName="Sven")
    caller = Caller("Rosa")
    mine = caller.iam
    sven = {"UserName": "Sven"}
    key = {"SSHPublicKeyId": "APKAXXXXXXXXXXXXXXXXX"}
    certificate_id = {"CertificateId": "NONEXISTENTCERTID12345678901"}
    credential = {"ServiceSpecificCredentialId": "ACCAXXXXXXXXXXXXXXXXX"}
    service = {"ServiceName": "codecommit.amazonaws.com"}
    for action, call, arguments in (
        ("UploadSSHPublicKey", mine.upload_ssh_public_key, {"SSHPublicKeyBody": "x"}),
        ("GetSSHPublicKey", mine.get_ssh_public_key, {**key, "Encoding": "SSH"}),
        ("ListSSHPublicKeys", mine.list_ssh_public_keys, {}),
        ("UpdateSSHPublicKey", mine.update_ssh_public_key, {**key, "Status": "Active"}),
        ("DeleteSSHPublicKey", mine.delete_ssh_public_key, key),
        ("UploadSigningCertificate", mine.upload_signing_certificate, {"CertificateBody": "x"}),
        ("ListSigningCertificates", mine.list_signing_certificates, {}),
        ("UpdateSigningCertificate", mine.update_signing_certificate, {**certificate_id, "Status": "Active"}),
        ("DeleteSigningCertificate", mine.delete_signing_certificate, certificate_id),
        ("CreateServiceSpecificCredential", mine.create_service_specific_credential, service),
        ("ListServiceSpecificCredentials", mine.list_service_specific_credentials, {}),
        ("UpdateServiceSpecificCredential", mine.update_service_specific_credential, {**credential, "Status": "Active"}),
        ("ResetServiceSpecificCredential", mine.reset_service_specific_credential, credential),
        ("DeleteServiceSpecificCredential", mine.delete_service_specific_credential, credential),
    ):
        caller.refused(action, "user Sven", call, **sven, **arguments)
    caller.allow(["iam:*SSHPublicKey*", "iam:*ServiceSpecificCredential*"], resource="arn:aws:iam::*:user/${aws:username}")
    assert mine.list_ssh_public_keys()["SSHPublicKeys"] == []
    assert mine.list_service_specific_credentials()["ServiceSpecificCredentials"] == []
    caller.refused("ListSSHPublicKeys", "user Sven", mine.list_ssh_public_keys, **sven)
    caller.remove()
    iam.delete_user(UserName="Sven")


def terraform():
    """What the AWS provider of Terraform sends for a user with force_destroy."""
    iam.create_user(UserName="tf", Path="/")
    key = iam.upload_ssh_public_key(UserName="tf", SSHPublicKeyBody=public(rsa_key(2048)))["SSHPublicKey"]
    iam.update_ssh_public_key(UserName="tf", SSHPublicKeyId=key["SSHPublicKeyId"], Status="Inactive")
    assert iam.list_access_keys(UserName="tf")["AccessKeyMetadata"] == []
    for entry in iam.list_ssh_public_keys(UserName="tf")["SSHPublicKeys"]:
        iam.delete_ssh_public_key(UserName="tf", SSHPublicKeyId=entry["SSHPublicKeyId"])
    assert iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"] == []
    assert iam.list_mfa_devices(UserName="tf")["MFADevices"] == []
    missing(None, iam.delete_login_profile, UserName="tf")
    assert iam.list_signing_certificates(UserName="tf")["Certificates"] == []
    assert iam.list_service_specific_credentials(UserName="tf")["ServiceSpecificCredentials"] == []
    iam.delete_user(UserName="tf")


for section in (ssh_keys, signing_certificates, service_credentials, refusals, terraform):
    section()
    print("ok " + section.__name__)
