// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.s3.model.S3Error;

/** Operations that no policy can open to unsigned requests. */
public final class Anonymous {
    private Anonymous() {}

    /** @throws AwsException AccessDenied for an unsigned request */
    public static void refuse(RequestContext context) {
        if (!(context.caller().principal() instanceof Principal.InAccount)) {
            throw new AwsException(
                    S3Error.ACCESS_DENIED, "Anonymous users cannot invoke this API. Please authenticate.");
        }
    }
}
