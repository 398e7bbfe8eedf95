"""The euare-* commands of the Eucalyptus guide, spoken by boto 2 at the path of Eucalyptus's IAM service.

Usage: euare.py VERSION ACCESS_KEY SECRET_KEY HOST PORT COMMAND [ARGUMENT...], VERSION being v2 or v4.
"""
import sys

from boto.iam.connection import IAMConnection


class Euare(IAMConnection):
    """IAM with the signature version that the command line names."""

    capability = "hmac-v4"

    def _required_auth_capability(self):
        return [self.capability]


def main():
    version, access_key, secret_key, host, port, command = sys.argv[1:7]
    arguments = sys.argv[7:]
    Euare.capability = "sign-v2" if version == "v2" else "hmac-v4"
    euare = Euare(
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        host=host,
        port=int(port),
        is_secure=False,
        path="/services/Euare",
    )
    if command == "rolecreate":
        name, document = arguments
        answer = euare.create_role(name, assume_role_policy_document=document)
        print(answer["create_role_response"]["create_role_result"]["role"]["arn"])
    elif command == "roleuploadpolicy":
        name, policy, document = arguments
        euare.put_role_policy(name, policy, document)
    elif command == "groupuploadpolicy":
        name, policy, document = arguments
        euare.put_group_policy(name, policy, document)
    else:
        sys.exit("unknown command: " + command)


if __name__ == "__main__":
    main()
