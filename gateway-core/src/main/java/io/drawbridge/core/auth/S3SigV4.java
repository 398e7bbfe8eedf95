// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses version 4 signatures of S3 requests and checks everything that needs no key, in the order of S3.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">S3 SigV4</a>
 */
final class S3SigV4 {
    private static final String CREDENTIAL_FORM =
            "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
    private static final String ERROR_PARSING = "Error parsing the X-Amz-Credential parameter; ";
    private static final int EXPIRES_MAX = 604_800;

    private final AuthSettings settings;

    S3SigV4(AuthSettings settings) {
        this.settings = settings;
    }

    SigV4Signature readHeader(ApiRequest request, CanonicalQuery query, String authorization) {
        AuthorizationHeader components = AuthorizationHeader.parse(authorization);
        String credential = components.credential();
        String signedHeaders = components.signedHeaders();
        String signature = components.signature();
        if (credential == null || signedHeaders == null || signature == null) {
            throw S3Errors.malformedHeader("the authorization header requires three components: Credential,"
                    + " SignedHeaders, and Signature.");
        }
        CredentialScope scope =
                CredentialScope.parse(credential).orElseThrow(() -> S3Errors.malformedHeader(CREDENTIAL_FORM));
        checkScope(scope, false);
        HttpHeaders headers = request.headers();
        String date =
                headers.first("x-amz-date").or(() -> headers.first("date")).orElseThrow(S3Errors::dateRequired);
        Instant signedAt = AmzDate.parseAny(date).orElseThrow(S3Errors::dateRequired);
        String timestamp = AmzDate.basic(date, signedAt);
        if (!timestamp.startsWith(scope.date())) {
            throw S3Errors.malformedHeader(wrongDate(scope.date(), timestamp));
        }
        if (Math.abs(AmzDate.secondsBetween(signedAt, request.receivedAt())) > AmzDate.SKEW_SECONDS_MAX) {
            throw S3Errors.tooSkewed(Ascii.trim(date), request.receivedAt());
        }
        String token = SignedHeaders.nonEmpty(
                headers.first("x-amz-security-token").orElseGet(() -> query.first("X-Amz-Security-Token")));
        List<String> names = SignedHeaders.split(signedHeaders);
        if (names.isEmpty()) {
            throw S3Errors.malformedHeader("the authorization header requires three components: Credential,"
                    + " SignedHeaders, and Signature.");
        }
        return new SigV4Signature(scope, names, signedHeaders, signature, timestamp, signedAt, -1, token);
    }

    SigV4Signature readQuery(ApiRequest request, CanonicalQuery query) {
        String algorithm = query.first("X-Amz-Algorithm");
        String credential = ScopeReader.credentialParameter(request.rawQuery());
        String signature = query.first("X-Amz-Signature");
        String date = query.first("X-Amz-Date");
        String signedHeaders = query.first("X-Amz-SignedHeaders");
        String expires = query.first("X-Amz-Expires");
        if (algorithm == null
                || credential == null
                || signature == null
                || date == null
                || signedHeaders == null
                || expires == null) {
            throw S3Errors.malformedQuery("Query-string authentication version 4 requires the X-Amz-Algorithm,"
                    + " X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires"
                    + " parameters.");
        }
        if (!algorithm.equals(SigV4Signature.ALGORITHM)) {
            throw algorithm.equals("AWS4-ECDSA-P256-SHA256")
                    ? S3Errors.notImplemented("X-Amz-Algorithm")
                    : S3Errors.malformedQuery(
                            "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"");
        }
        CredentialScope scope = CredentialScope.parse(credential)
                .orElseThrow(() -> S3Errors.malformedQuery(ERROR_PARSING + CREDENTIAL_FORM));
        checkScope(scope, true);
        Instant signedAt = AmzDate.parseBasic(date)
                .orElseThrow(() -> S3Errors.malformedQuery(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""));
        if (!date.startsWith(scope.date())) {
            throw S3Errors.malformedQuery(wrongDate(scope.date(), date));
        }
        long life = expires(expires);
        checkLife(signedAt, life, request.receivedAt());
        String token = SignedHeaders.nonEmpty(query.first("X-Amz-Security-Token"));
        if (token == null) {
            token = SignedHeaders.nonEmpty(
                    request.headers().first("x-amz-security-token").orElse(null));
        }
        List<String> names = SignedHeaders.split(signedHeaders);
        return new SigV4Signature(scope, names, signedHeaders, signature, date, signedAt, life, token);
    }

    /** Throws for a request whose {@code x-amz-*} headers or host are not all covered by the signature. */
    static void requireSigned(ApiRequest request, SigV4Signature signature) {
        List<String> unsigned = null;
        HttpHeaders headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (!mustBeSigned(name, signature) || signature.signs(name)) {
                continue;
            }
            if (unsigned == null) {
                unsigned = new ArrayList<>(2);
            }
            String lower = Ascii.lower(name);
            if (!unsigned.contains(lower)) {
                unsigned.add(lower);
            }
        }
        if (unsigned == null && !signature.signs("host")) {
            unsigned = List.of("host");
        }
        if (unsigned != null) {
            throw new AwsException(
                            S3AuthError.ACCESS_DENIED,
                            "There were headers present in the request which were not signed")
                    .with("HeadersNotSigned", String.join(", ", unsigned));
        }
    }

    private static boolean mustBeSigned(String name, SigV4Signature signature) {
        if (HttpHeaders.isSameName(name, "host")) {
            return true;
        }
        if (!Ascii.startsWith(name, "x-amz-")) {
            return false;
        }
        // AWS: SDKs send this header with presigned URLs too, whose signature has UNSIGNED-PAYLOAD.
        return !(signature.presigned() && HttpHeaders.isSameName(name, "x-amz-content-sha256"));
    }

    private void checkScope(CredentialScope scope, boolean presigned) {
        if (scope.accessKeyId().isEmpty()) {
            throw malformed("a non-empty Access Key (AKID) must be provided in the credential.", presigned);
        }
        if (!scope.dateIsWellFormed()) {
            throw malformed(
                    "incorrect date format \"" + scope.date()
                            + "\". This date in the credential must be in the format \"yyyyMMdd\".",
                    presigned);
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            throw malformed(
                    "incorrect terminal \"" + scope.terminator() + "\". This endpoint uses \"aws4_request\".",
                    presigned);
        }
        if (settings.strictScope() && !scope.service().equals("s3")) {
            throw malformed(
                    "incorrect service \"" + scope.service() + "\". This endpoint belongs to \"s3\".", presigned);
        }
        if (settings.strictScope() && !scope.region().equals(settings.region())) {
            throw malformed(
                            "the region '" + scope.region() + "' is wrong; expecting '" + settings.region() + "'",
                            presigned)
                    .with("Region", settings.region());
        }
    }

    private static AwsException malformed(String what, boolean presigned) {
        return presigned ? S3Errors.malformedQuery(ERROR_PARSING + what) : S3Errors.malformedHeader(what);
    }

    private static String wrongDate(String scopeDate, String timestamp) {
        return "Invalid credential date \"" + scopeDate + "\". This date is not the same as X-Amz-Date: \""
                + timestamp.substring(0, 8) + "\".";
    }

    private static long expires(String text) {
        boolean negative = text.startsWith("-");
        if (!Ascii.isDigits(negative ? text.substring(1) : text)) {
            throw S3Errors.malformedQuery("X-Amz-Expires should be a number");
        }
        if (negative) {
            throw S3Errors.malformedQuery("X-Amz-Expires must be non-negative");
        }
        long seconds = text.length() > 12 ? Long.MAX_VALUE : Long.parseLong(text);
        if (seconds > EXPIRES_MAX) {
            throw S3Errors.malformedQuery("X-Amz-Expires must be less than a week (in seconds); that is, the given"
                    + " X-Amz-Expires must be less than 604800 seconds");
        }
        return seconds;
    }

    private static void checkLife(Instant signedAt, long seconds, Instant now) {
        long age = AmzDate.secondsBetween(signedAt, now);
        if (age < -AmzDate.SKEW_SECONDS_MAX) {
            throw new AwsException(S3AuthError.ACCESS_DENIED, "Request is not yet valid");
        }
        if (age > seconds) {
            throw new AwsException(S3AuthError.ACCESS_DENIED, "Request has expired")
                    .with("X-Amz-Expires", Long.toString(seconds))
                    .with("Expires", AmzDate.iso(signedAt.plusSeconds(seconds)))
                    .with("ServerTime", AmzDate.iso(now));
        }
    }

    /** Returns whether the value names SigV4A, which this server does not verify. */
    static boolean isAsymmetric(@Nullable String authorization) {
        return authorization != null && authorization.startsWith("AWS4-ECDSA-P256-SHA256 ");
    }
}
