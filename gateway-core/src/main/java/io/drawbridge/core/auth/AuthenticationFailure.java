// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.error.AwsException;

/** Why a request that claims to be signed was not authenticated, for counters and logs. */
public enum AuthenticationFailure {
    /** The signature was computed with another key or over another request, or its time is over. */
    BAD_SIGNATURE,
    /** The access key is unknown, inactive, or temporary without a valid session token. */
    UNKNOWN_KEY,
    /** The session or the time of the signature is over. */
    EXPIRED,
    /** The signature could not be read, or the request was refused for another reason before it was verified. */
    MALFORMED;

    /** Returns the kind of an error that authentication threw. */
    public static AuthenticationFailure of(AwsException error) {
        return switch (error.code().code()) {
            case "SignatureDoesNotMatch", "InvalidSignatureException" -> BAD_SIGNATURE;
            case "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidToken", "UnrecognizedClientException" ->
                UNKNOWN_KEY;
            case "ExpiredToken", "ExpiredTokenException", "RequestTimeTooSkewed", "RequestExpired" -> EXPIRED;
            default -> MALFORMED;
        };
    }

    /** Returns whether somebody who guesses keys or signatures gets such answers. */
    public boolean guess() {
        return this == BAD_SIGNATURE || this == UNKNOWN_KEY;
    }
}
