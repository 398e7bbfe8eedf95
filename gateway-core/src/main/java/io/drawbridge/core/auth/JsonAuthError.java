// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.error.ErrorCode;

/** The errors of JSON services for a request that they cannot authenticate; all have status 400. */
public enum JsonAuthError implements ErrorCode {
    EXPIRED_TOKEN("ExpiredTokenException"),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException"),
    INVALID_SIGNATURE("InvalidSignatureException"),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException"),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException");

    private final String code;

    JsonAuthError(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return 400;
    }
}
