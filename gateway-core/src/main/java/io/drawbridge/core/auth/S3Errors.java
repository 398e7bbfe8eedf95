// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.error.AwsException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The errors of S3 for refused callers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error responses</a>
 */
final class S3Errors implements AuthErrors {
    @Override
    public AwsException unknownKey(String accessKeyId) {
        return new AwsException(
                        S3AuthError.INVALID_ACCESS_KEY_ID,
                        "The AWS Access Key Id you provided does not exist in our records.")
                .with("AWSAccessKeyId", accessKeyId);
    }

    @Override
    public AwsException invalidToken(String sessionToken) {
        return new AwsException(S3AuthError.INVALID_TOKEN, "The provided token is malformed or otherwise invalid.")
                .with("Token-0", sessionToken);
    }

    @Override
    public AwsException expiredToken(String sessionToken) {
        return new AwsException(S3AuthError.EXPIRED_TOKEN, "The provided token has expired.")
                .with("Token-0", sessionToken);
    }

    @Override
    public AwsException mismatch(
            String accessKeyId, String signature, ByteSink stringToSign, @Nullable ByteSink canonicalRequest) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("AWSAccessKeyId", accessKeyId);
        details.put("StringToSign", stringToSign.utf8());
        details.put("SignatureProvided", signature);
        details.put("StringToSignBytes", hexPairs(stringToSign));
        if (canonicalRequest != null) {
            details.put("CanonicalRequest", canonicalRequest.utf8());
            details.put("CanonicalRequestBytes", hexPairs(canonicalRequest));
        }
        return new AwsException(
                S3AuthError.SIGNATURE_DOES_NOT_MATCH,
                "The request signature we calculated does not match the signature you provided."
                        + " Check your key and signing method.",
                details);
    }

    static AwsException malformedHeader(String what) {
        return new AwsException(
                S3AuthError.AUTHORIZATION_HEADER_MALFORMED, "The authorization header is malformed; " + what);
    }

    static AwsException malformedQuery(String text) {
        return new AwsException(S3AuthError.AUTHORIZATION_QUERY_PARAMETERS_ERROR, text);
    }

    static AwsException invalidArgument(String text, String name, String value) {
        return new AwsException(S3AuthError.INVALID_ARGUMENT, text)
                .with("ArgumentName", name)
                .with("ArgumentValue", value);
    }

    static AwsException moreThanOneMechanism(String authorization) {
        return invalidArgument(
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string"
                        + " parameter or the Authorization header should be specified",
                "Authorization",
                authorization);
    }

    static AwsException dateRequired() {
        return new AwsException(
                S3AuthError.ACCESS_DENIED, "AWS authentication requires a valid Date or x-amz-date header");
    }

    static AwsException tooSkewed(String requestTime, Instant now) {
        return new AwsException(
                        S3AuthError.REQUEST_TIME_TOO_SKEWED,
                        "The difference between the request time and the current time is too large.")
                .with("RequestTime", requestTime)
                .with("ServerTime", AmzDate.iso(now))
                .with("MaxAllowedSkewMilliseconds", "900000");
    }

    static AwsException notImplemented(String header) {
        return new AwsException(
                        S3AuthError.NOT_IMPLEMENTED,
                        "A header you provided implies functionality that is not implemented")
                .with("Header", header);
    }

    static AwsException versionTwoSwitchedOff() {
        return new AwsException(
                S3AuthError.INVALID_REQUEST,
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
    }

    private static String hexPairs(ByteSink bytes) {
        StringBuilder out = new StringBuilder(bytes.length() * 3);
        for (int i = 0; i < bytes.length(); i++) {
            if (i > 0) {
                out.append(' ');
            }
            byte value = bytes.array()[i];
            out.append(Character.forDigit(value >> 4 & 15, 16)).append(Character.forDigit(value & 15, 16));
        }
        return out.toString();
    }
}
