// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;

/** The error for features of AWS that this server does not have. */
public final class NotServed {
    private NotServed() {}

    /** Returns the error NotImplemented. */
    public static AwsException error() {
        return new AwsException(
                S3Error.NOT_IMPLEMENTED, "A header you provided implies functionality that is not implemented");
    }
}
