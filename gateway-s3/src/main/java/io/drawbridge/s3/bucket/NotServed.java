// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;

/** What AWS has and this server has not. */
public final class NotServed {
    private NotServed() {}

    /** NotImplemented. */
    public static AwsException error() {
        return new AwsException(
                S3Error.NOT_IMPLEMENTED, "A header you provided implies functionality that is not implemented");
    }
}
