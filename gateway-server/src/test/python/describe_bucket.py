"""The script of the Eucalyptus guide "Using Roles to Access Resources in Another Account", with boto 2.

Only its placeholders are filled in, from the arguments, and ``print`` is a function.
"""
import sys

import boto
from boto.sts import STSConnection
from boto.s3.connection import S3Connection
from boto.s3.connection import OrdinaryCallingFormat

if __name__ == "__main__":
    """
    Assuming 'cross-bucket-access-mongodb-logs' role by AccountA, User01 user
    """
    access_key, secret_key, host, port, role_arn = sys.argv[1:6]
    STSConnection.DefaultRegionEndpoint = host
    sts_connection = STSConnection(aws_access_key_id=access_key,
    aws_secret_access_key=secret_key,
    is_secure=False, port=port)
    assumedRoleObject = sts_connection.assume_role(
    role_arn=role_arn,
    role_session_name="AcctAUser01MongoDBBucketAccess")

    s3 = S3Connection(aws_access_key_id=assumedRoleObject.credentials.access_key,
    aws_secret_access_key=assumedRoleObject.credentials.secret_key,
    security_token=assumedRoleObject.credentials.session_token,
    host=host,
    is_secure=False, port=int(port), calling_format=OrdinaryCallingFormat())

    bucket_name = "mongodb-snapshots"
    bucket = s3.lookup(bucket_name)
    if bucket:
        print("Bucket Information [%s]:" % bucket_name)
        print("------------------------------------------------------------")
        for key in bucket:
            print("\t" + key.name)
    else:
        print("Bucket is not available: " + bucket_name + "\n")
