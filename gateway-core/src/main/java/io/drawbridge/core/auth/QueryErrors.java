// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The errors of IAM, STS and JSON services for refused callers.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common errors</a>
 */
final class QueryErrors implements AuthErrors {
    private final boolean json;

    QueryErrors(AuthProtocol protocol) {
        this.json = protocol == AuthProtocol.JSON;
    }

    @Override
    public AwsException unknownKey(String accessKeyId) {
        return new AwsException(
                code(CommonError.INVALID_CLIENT_TOKEN_ID, JsonAuthError.UNRECOGNIZED_CLIENT),
                "The security token included in the request is invalid.");
    }

    @Override
    public AwsException invalidToken(String sessionToken) {
        return unknownKey("");
    }

    @Override
    public AwsException expiredToken(String sessionToken) {
        return new AwsException(
                code(CommonError.EXPIRED_TOKEN, JsonAuthError.EXPIRED_TOKEN),
                "The security token included in the request is expired");
    }

    @Override
    public AwsException mismatch(
            String accessKeyId, String signature, ByteSink stringToSign, @Nullable ByteSink canonicalRequest) {
        return signature("The request signature we calculated does not match the signature you provided. Check your AWS"
                + " Secret Access Key and signing method. Consult the service documentation for details.");
    }

    /** Returns the error for a complete signature that the server cannot accept. */
    AwsException signature(String text) {
        return new AwsException(code(CommonError.SIGNATURE_DOES_NOT_MATCH, JsonAuthError.INVALID_SIGNATURE), text);
    }

    /** Returns the error for a signature with missing or malformed components. */
    AwsException incomplete(String text) {
        return new AwsException(code(CommonError.INCOMPLETE_SIGNATURE, JsonAuthError.INCOMPLETE_SIGNATURE), text);
    }

    AwsException missingAuthenticationToken() {
        return new AwsException(
                code(CommonError.MISSING_AUTHENTICATION_TOKEN, JsonAuthError.MISSING_AUTHENTICATION_TOKEN),
                "Request is missing Authentication Token");
    }

    private ErrorCode code(CommonError query, JsonAuthError other) {
        return json ? other : query;
    }
}
