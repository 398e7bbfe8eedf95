// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.SecretKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signature version 2 of IAM and STS, in the query or the form. The signature covers all parameters of both, so an
 * attacker cannot add any.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/signature-version-2.html">SigV2</a>
 */
final class SigV2Query {
    private final QueryErrors faults;

    SigV2Query(QueryErrors faults) {
        this.faults = faults;
    }

    static boolean isUsedBy(CanonicalQuery parameters) {
        return parameters.has("AWSAccessKeyId") && parameters.has("Signature");
    }

    static @Nullable String sessionToken(CanonicalQuery parameters) {
        return SignedHeaders.nonEmpty(parameters.first("SecurityToken"));
    }

    /** Checks version, method and time, which need no key. */
    void check(ApiRequest request, CanonicalQuery parameters) {
        if (!"2".equals(parameters.first("SignatureVersion"))) {
            throw faults.incomplete("SignatureVersion must be 2.");
        }
        algorithm(parameters);
        String timestamp = parameters.first("Timestamp");
        String expires = parameters.first("Expires");
        Instant now = request.receivedAt();
        if (timestamp != null) {
            Instant signedAt = moment(timestamp);
            if (Math.abs(AmzDate.secondsBetween(signedAt, now)) > AmzDate.SKEW_SECONDS_MAX) {
                throw expired("Timestamp", timestamp);
            }
        } else if (expires != null) {
            Instant end = moment(expires);
            if (now.isAfter(end)) {
                throw expired("Expires", expires);
            }
            if (SigV2.expiresTooLate(now, end)) {
                throw faults.incomplete("Expires must be at most 604800 seconds after the time of the request.");
            }
        } else {
            throw faults.incomplete("AWS query-string parameters must include either 'Timestamp' or 'Expires'."
                    + " Re-examine the query-string parameters.");
        }
    }

    /** @throws AwsException when the signature matches neither the host as sent nor the host without its port */
    void verify(ApiRequest request, CanonicalQuery parameters, String accessKeyId, SecretKey secret) {
        String parameter = parameters.first("Signature");
        String signature = parameter == null ? "" : parameter;
        String host = Ascii.lower(Ascii.trim(request.headers().first("host").orElse("")));
        String algorithm = algorithm(parameters);
        ByteSink stringToSign = stringToSign(request, parameters, host);
        if (SigV2.matches(secret, algorithm, stringToSign, signature)) {
            return;
        }
        if (HostPort.hasPort(host)) {
            ByteSink repaired = stringToSign(request, parameters, HostPort.withoutPort(host));
            if (SigV2.matches(secret, algorithm, repaired, signature)) {
                return;
            }
        }
        throw faults.mismatch(accessKeyId, signature, stringToSign, null);
    }

    private static ByteSink stringToSign(ApiRequest request, CanonicalQuery parameters, String host) {
        ByteSink out = new ByteSink(512);
        out.text(request.method()).put('\n').text(host).put('\n');
        out.text(request.rawPath().isEmpty() ? "/" : request.rawPath()).put('\n');
        parameters.writeTo(out, "Signature");
        return out;
    }

    private String algorithm(CanonicalQuery parameters) {
        String method = parameters.first("SignatureMethod");
        if (SigV2.HMAC_SHA256.equals(method)) {
            return SigV2.HMAC_SHA256;
        }
        if (SigV2.HMAC_SHA1.equals(method)) {
            return SigV2.HMAC_SHA1;
        }
        throw faults.incomplete("SignatureMethod must be HmacSHA256 or HmacSHA1.");
    }

    private Instant moment(String text) {
        return AmzDate.parseIso(text)
                .or(() -> AmzDate.parseBasic(text))
                .orElseThrow(() -> faults.incomplete("Date must be in ISO-8601 format. Got '" + text + "'."));
    }

    private static AwsException expired(String name, String value) {
        return new AwsException(
                CommonError.REQUEST_EXPIRED, "Request has expired. " + name + " date is " + value + ".");
    }
}
