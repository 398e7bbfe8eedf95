// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.error.AwsException;
import org.jspecify.annotations.Nullable;

/** What differs between the protocols when a caller is refused. */
interface AuthErrors {
    /** The access key is unknown or inactive, or it is temporary and came without its token. */
    AwsException unknownKey(String accessKeyId);

    /** The session token is not the one of this key. */
    AwsException invalidToken(String sessionToken);

    AwsException expiredToken(String sessionToken);

    /**
     * The signature is wrong.
     *
     * @param canonicalRequest null for version 2
     */
    AwsException mismatch(
            String accessKeyId, String signature, ByteSink stringToSign, @Nullable ByteSink canonicalRequest);
}
