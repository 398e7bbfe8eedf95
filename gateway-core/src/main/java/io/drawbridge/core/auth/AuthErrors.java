// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.error.AwsException;
import org.jspecify.annotations.Nullable;

/** The errors for a refused caller, which differ between the protocols. */
interface AuthErrors {
    /** Returns the error for an access key that is unknown, inactive, or temporary and sent without its token. */
    AwsException unknownKey(String accessKeyId);

    /** Returns the error for a session token that does not belong to the access key. */
    AwsException invalidToken(String sessionToken);

    AwsException expiredToken(String sessionToken);

    /**
     * Returns the error for a wrong signature.
     *
     * @param canonicalRequest null for version 2
     */
    AwsException mismatch(
            String accessKeyId, String signature, ByteSink stringToSign, @Nullable ByteSink canonicalRequest);
}
