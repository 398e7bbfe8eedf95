// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses version 4 signatures of requests to IAM, STS and JSON services, and checks scope and time as those services
 * do.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshooting</a>
 */
final class QuerySigV4 {
    private static final long LIFE_SECONDS_DEFAULT = 900;
    private static final long LIFE_SECONDS_MAX = 604_800;
    private static final String GLOBAL_REGION = "us-east-1";

    private final AuthSettings settings;

    QuerySigV4(AuthSettings settings) {
        this.settings = settings;
    }

    SigV4Signature readHeader(ApiRequest request, CanonicalQuery query, String authorization, QueryErrors faults) {
        AuthorizationHeader components = AuthorizationHeader.parse(authorization);
        HttpHeaders headers = request.headers();
        String date =
                headers.first("x-amz-date").or(() -> headers.first("date")).orElse(null);
        String credential = components.credential();
        String signedHeaders = components.signedHeaders();
        String signature = components.signature();
        List<String> names = signedHeaders == null ? List.of() : SignedHeaders.split(signedHeaders);
        if (credential == null || signature == null || signedHeaders == null || names.isEmpty() || date == null) {
            throw faults.incomplete(headerFaults(credential, signature, names, date, authorization));
        }
        CredentialScope scope = scope(credential, faults);
        Instant signedAt = AmzDate.parseAny(date).orElseThrow(() -> badDate(date, faults));
        String token = SignedHeaders.nonEmpty(
                headers.first("x-amz-security-token").orElseGet(() -> query.first("X-Amz-Security-Token")));
        String timestamp = AmzDate.basic(date, signedAt);
        return new SigV4Signature(scope, names, signedHeaders, signature, timestamp, signedAt, -1, token);
    }

    SigV4Signature readQuery(ApiRequest request, CanonicalQuery query, QueryErrors faults) {
        String algorithm = query.first("X-Amz-Algorithm");
        String credential = ScopeReader.credentialParameter(request.rawQuery());
        String signature = query.first("X-Amz-Signature");
        String date = query.first("X-Amz-Date");
        String signedHeaders = query.first("X-Amz-SignedHeaders");
        List<String> names = signedHeaders == null ? List.of() : SignedHeaders.split(signedHeaders);
        if (algorithm == null
                || credential == null
                || signature == null
                || date == null
                || signedHeaders == null
                || names.isEmpty()) {
            throw faults.incomplete(queryFaults(algorithm, credential, signature, date, names));
        }
        if (!algorithm.equals(SigV4Signature.ALGORITHM)) {
            throw faults.incomplete("Unsupported AWS 'algorithm': '" + algorithm + "'.");
        }
        CredentialScope scope = scope(credential, faults);
        Instant signedAt = AmzDate.parseBasic(date).orElseThrow(() -> badDate(date, faults));
        long life = life(query.first("X-Amz-Expires"), faults);
        String token = SignedHeaders.nonEmpty(query.first("X-Amz-Security-Token"));
        if (token == null) {
            token = SignedHeaders.nonEmpty(
                    request.headers().first("x-amz-security-token").orElse(null));
        }
        return new SigV4Signature(scope, names, signedHeaders, signature, date, signedAt, life, token);
    }

    /** Checks the scope and reports all its faults together; then the time; then that the host is signed. */
    void check(SigV4Signature signature, String service, Instant now, QueryErrors faults) {
        String text = scopeFaults(signature, service);
        if (!text.isEmpty()) {
            throw faults.signature(text);
        }
        checkTime(signature, now, faults);
        if (!signature.signs("host") && !signature.signs(":authority")) {
            throw faults.signature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private String scopeFaults(SigV4Signature signature, String service) {
        CredentialScope scope = signature.scope();
        StringBuilder text = new StringBuilder();
        if (settings.strictScope() && !scope.service().equals(service)) {
            text.append("Credential should be scoped to correct service: '")
                    .append(service)
                    .append("'. ");
        }
        if (settings.strictScope() && !regionIsRight(scope.region(), service)) {
            text.append("Credential should be scoped to a valid region. ");
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            text.append("Credential should be scoped with a valid terminator: 'aws4_request', not '")
                    .append(scope.terminator())
                    .append("'. ");
        }
        String date = signature.timestamp().substring(0, 8);
        if (!scope.date().equals(date)) {
            text.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(scope.date())
                    .append("' != '")
                    .append(date)
                    .append("', from '")
                    .append(signature.timestamp())
                    .append("'.");
        }
        return text.toString();
    }

    /** AWS: IAM and Organizations run in one region of the partition; STS also has its global endpoint there. */
    private boolean regionIsRight(String region, String service) {
        if (service.equals("iam") || service.equals("organizations")) {
            return region.equals(GLOBAL_REGION);
        }
        return region.equals(settings.region()) || (service.equals("sts") && region.equals(GLOBAL_REGION));
    }

    private static void checkTime(SigV4Signature signature, Instant now, QueryErrors faults) {
        long age = AmzDate.secondsBetween(signature.signedAt(), now);
        long life = signature.presigned() ? signature.expiresSeconds() : AmzDate.SKEW_SECONDS_MAX;
        if (age > life) {
            throw faults.signature("Signature expired: " + signature.timestamp() + " is now earlier than "
                    + AmzDate.basic(now.minusSeconds(life)) + " (" + AmzDate.basic(now) + " - " + span(life) + ")");
        }
        if (age < -AmzDate.SKEW_SECONDS_MAX) {
            throw faults.signature("Signature not yet current: " + signature.timestamp() + " is still later than "
                    + AmzDate.basic(now.plusSeconds(AmzDate.SKEW_SECONDS_MAX)) + " (" + AmzDate.basic(now)
                    + " + 15 min.)");
        }
    }

    private static String span(long seconds) {
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min." : seconds + " sec.";
    }

    private static CredentialScope scope(String credential, QueryErrors faults) {
        CredentialScope scope = CredentialScope.parse(credential).orElse(null);
        if (scope == null || scope.accessKeyId().isEmpty()) {
            throw faults.incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got '" + credential + "'");
        }
        return scope;
    }

    private static RuntimeException badDate(String date, QueryErrors faults) {
        return faults.incomplete("Date must be in ISO-8601 'basic format'. Got '" + date
                + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    private static long life(@Nullable String expires, QueryErrors faults) {
        if (expires == null) {
            return LIFE_SECONDS_DEFAULT;
        }
        if (!Ascii.isDigits(expires) || expires.length() > 7 || Long.parseLong(expires) > LIFE_SECONDS_MAX) {
            throw faults.incomplete("X-Amz-Expires must be a number of seconds from 0 to 604800.");
        }
        return Long.parseLong(expires);
    }

    private static String headerFaults(
            @Nullable String credential,
            @Nullable String signature,
            List<String> names,
            @Nullable String date,
            String authorization) {
        StringBuilder text = new StringBuilder();
        if (credential == null) {
            text.append("Authorization header requires 'Credential' parameter. ");
        }
        if (signature == null) {
            text.append("Authorization header requires 'Signature' parameter. ");
        }
        if (names.isEmpty()) {
            text.append("Authorization header requires 'SignedHeaders' parameter. ");
        }
        if (date == null) {
            text.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return text.append(hashed(authorization)).toString();
    }

    /** AWS: the error text contains a hash of the header, not the header. */
    static String hashed(String authorization) {
        byte[] hash = Sha256.of(authorization.getBytes(StandardCharsets.ISO_8859_1));
        return "(Hashed with SHA-256 and encoded with Base64) Authorization="
                + Base64.getEncoder().encodeToString(hash);
    }

    private static String queryFaults(
            @Nullable String algorithm,
            @Nullable String credential,
            @Nullable String signature,
            @Nullable String date,
            List<String> names) {
        StringBuilder text = new StringBuilder();
        require(text, "X-Amz-Algorithm", algorithm != null);
        require(text, "X-Amz-Credential", credential != null);
        require(text, "X-Amz-Signature", signature != null);
        require(text, "X-Amz-SignedHeaders", !names.isEmpty());
        require(text, "X-Amz-Date", date != null);
        return text.append("Re-examine the query-string parameters.").toString();
    }

    private static void require(StringBuilder text, String name, boolean present) {
        if (!present) {
            text.append("AWS query-string parameters must include '")
                    .append(name)
                    .append("'. ");
        }
    }
}
