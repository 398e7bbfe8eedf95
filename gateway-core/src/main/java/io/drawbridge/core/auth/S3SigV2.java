// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.SecretKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signature version 2 of S3, in a header or a query. Clients differ in what they think a sub-resource is and whether a
 * bucket's path ends with a slash, so a few readings of the same request are tried.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html">S3 SigV2</a>
 */
final class S3SigV2 {
    /** What boto 2.49 signs. */
    private static final Set<String> CLASSIC = Set.of(
            "acl",
            "billing",
            "compose",
            "cors",
            "defaultObjectAcl",
            "delete",
            "encryptionConfig",
            "lifecycle",
            "location",
            "logging",
            "partNumber",
            "policy",
            "requestPayment",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "restore",
            "storageClass",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "userProject",
            "versionId",
            "versioning",
            "versions",
            "website",
            "websiteConfig");

    /** What S3 documents, and what later clients sign. */
    private static final Set<String> EXTENDED = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "cors",
            "defaultObjectAcl",
            "delete",
            "encryption",
            "inventory",
            "legal-hold",
            "lifecycle",
            "list-type",
            "location",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "partNumber",
            "policy",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "restore",
            "retention",
            "select",
            "select-type",
            "storageClass",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website");

    private enum Values {
        DECODED,
        AS_SENT
    }

    /**
     * A version 2 signature as a request bears it.
     *
     * @param dateLine the date, the expiry in seconds since the epoch, or nothing
     * @param query whether it stands in the query
     */
    record Signature(
            String accessKeyId,
            String signature,
            String dateLine,
            boolean query,
            @Nullable String sessionToken) {}

    private final AuthErrors faults;

    S3SigV2(AuthErrors faults) {
        this.faults = faults;
    }

    Signature readHeader(ApiRequest request, String authorization) {
        String value = authorization.substring("AWS ".length());
        int colon = value.lastIndexOf(':');
        if (colon <= 0 || colon == value.length() - 1) {
            throw S3Errors.invalidArgument(
                    "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature",
                    "Authorization",
                    authorization);
        }
        HttpHeaders headers = request.headers();
        Optional<String> amzDate = headers.first("x-amz-date");
        String date = amzDate.or(() -> headers.first("date")).orElseThrow(S3Errors::dateRequired);
        Instant signedAt = AmzDate.parseAny(date).orElseThrow(S3Errors::dateRequired);
        if (Math.abs(AmzDate.secondsBetween(signedAt, request.receivedAt())) > AmzDate.SKEW_SECONDS_MAX) {
            throw S3Errors.tooSkewed(Ascii.trim(date), request.receivedAt());
        }
        return new Signature(
                Ascii.trim(value.substring(0, colon)),
                Ascii.trim(value.substring(colon + 1)),
                amzDate.isPresent() ? "" : Ascii.trim(date),
                false,
                SignedHeaders.nonEmpty(headers.first("x-amz-security-token").orElse(null)));
    }

    Signature readQuery(ApiRequest request, CanonicalQuery query) {
        String accessKeyId = query.first("AWSAccessKeyId");
        String signature = query.first("Signature");
        String expires = query.first("Expires");
        if (accessKeyId == null || signature == null || expires == null) {
            throw new AwsException(
                    S3AuthError.ACCESS_DENIED,
                    "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");
        }
        if (!Ascii.isDigits(expires) || expires.length() > 11) {
            throw new AwsException(
                    S3AuthError.ACCESS_DENIED, "Invalid date (should be seconds since epoch): " + expires);
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(expires));
        if (request.receivedAt().isAfter(end)) {
            throw new AwsException(S3AuthError.ACCESS_DENIED, "Request has expired")
                    .with("Expires", AmzDate.iso(end))
                    .with("ServerTime", AmzDate.iso(request.receivedAt()));
        }
        if (SigV2.expiresTooLate(request.receivedAt(), end)) {
            throw S3Errors.malformedQuery(
                    "Expires must be less than a week (in seconds) after the time of the request; that is, the given"
                            + " Expires must be less than 604800 seconds away");
        }
        String token = query.first("x-amz-security-token");
        if (token == null) {
            token = request.headers().first("x-amz-security-token").orElse(null);
        }
        return new Signature(accessKeyId, signature, expires, true, SignedHeaders.nonEmpty(token));
    }

    /**
     * Verifies a signature.
     *
     * @return the names of the query parameters that it covers
     * @throws AwsException when no reading of the request has the signature, or when the name of a parameter is escaped:
     *     such a name is not signed, but would be read by its unescaped name
     */
    Set<String> verify(
            ApiRequest request,
            CanonicalQuery query,
            Signature signature,
            SecretKey secret,
            @Nullable String virtualHostBucket) {
        ByteSink out = new ByteSink(512);
        writeHead(out, request, query, signature);
        int head = out.length();
        String path = request.rawPath().isEmpty() ? "/" : request.rawPath();
        String resource = virtualHostBucket == null ? path : "/" + virtualHostBucket + path;
        List<String> paths = virtualHostBucket == null && isOneSegment(path)
                // AWS: boto 2 and botocore sign "/bucket/" and may send "/bucket".
                ? List.of(resource, resource + "/")
                : List.of(resource);
        for (String candidate : paths) {
            for (Reading reading : readings(request.rawQuery())) {
                out.truncate(head);
                out.text(candidate).text(reading.text);
                if (SigV2.matches(secret, SigV2.HMAC_SHA1, out, signature.signature())
                        && !reading.ambiguous()
                        && !hasEscapedName(request.rawQuery())) {
                    return reading.names;
                }
            }
        }
        out.truncate(head);
        out.text(resource).text(readings(request.rawQuery()).get(0).text);
        throw faults.mismatch(signature.accessKeyId(), signature.signature(), out, null);
    }

    private static boolean hasEscapedName(String rawQuery) {
        boolean inName = true;
        for (int i = 0; i < rawQuery.length(); i++) {
            char c = rawQuery.charAt(i);
            if (c == '&') {
                inName = true;
            } else if (c == '=') {
                inName = false;
            } else if (inName && (c == '%' || c == '+')) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneSegment(String path) {
        return path.length() > 1 && path.indexOf('/', 1) < 0;
    }

    private static void writeHead(ByteSink out, ApiRequest request, CanonicalQuery query, Signature signature) {
        HttpHeaders headers = request.headers();
        out.text(request.method()).put('\n');
        out.text(Ascii.trim(headers.first("content-md5").orElse(""))).put('\n');
        out.text(Ascii.trim(headers.first("content-type").orElse(""))).put('\n');
        out.text(signature.dateLine()).put('\n');
        Map<String, String> amz = new TreeMap<>();
        for (int i = 0; i < headers.size(); i++) {
            if (Ascii.startsWith(headers.name(i), "x-amz-")) {
                amz.merge(Ascii.lower(headers.name(i)), unfolded(headers.value(i)), (a, b) -> a + "," + b);
            }
        }
        if (signature.query()) {
            // A header that a link cannot carry, such as the session token, is signed from the query.
            for (String[] parameter : query.withPrefix("x-amz-")) {
                amz.putIfAbsent(parameter[0], parameter[1]);
            }
        }
        amz.forEach((name, value) -> out.text(name).put(':').text(value).put('\n'));
    }

    private static String unfolded(String value) {
        String trimmed = Ascii.trim(value);
        if (trimmed.indexOf('\n') < 0) {
            return trimmed;
        }
        StringBuilder out = new StringBuilder(trimmed.length());
        int i = 0;
        while (i < trimmed.length()) {
            char c = trimmed.charAt(i++);
            if (c == '\r' || c == '\n') {
                while (i < trimmed.length() && Ascii.isBlank(trimmed.charAt(i))) {
                    i++;
                }
                c = ' ';
            }
            out.append(c);
        }
        return out.toString();
    }

    /**
     * One reading of a query.
     *
     * @param text what is signed of it: empty, or {@code ?} and the sub-resources in the order of their names
     * @param names of these sub-resources
     */
    private record Reading(String text, Set<String> names) {
        static final Reading NONE = new Reading("", Set.of());

        /** Whether another query has the same text, because an unescaped value looks like a further sub-resource. */
        boolean ambiguous() {
            if (text.isEmpty()) {
                return false;
            }
            long written = Arrays.stream(text.substring(1).split("&", -1))
                    .map(S3SigV2::nameOf)
                    .filter(name -> CLASSIC.contains(name) || EXTENDED.contains(name))
                    .count();
            return written != names.size();
        }
    }

    /** The readings of the query, most likely first, without repetition; one at least. */
    private static List<Reading> readings(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return List.of(Reading.NONE);
        }
        List<Reading> readings = new ArrayList<>(3);
        readings.add(reading(rawQuery, CLASSIC, Values.DECODED));
        addNew(readings, reading(rawQuery, EXTENDED, Values.DECODED));
        addNew(readings, reading(rawQuery, EXTENDED, Values.AS_SENT));
        return readings;
    }

    private static void addNew(List<Reading> readings, Reading reading) {
        if (!readings.contains(reading)) {
            readings.add(reading);
        }
    }

    private static Reading reading(String rawQuery, Set<String> signable, Values values) {
        List<String> found = new ArrayList<>(4);
        Set<String> names = new HashSet<>();
        int from = 0;
        while (from < rawQuery.length()) {
            int end = rawQuery.indexOf('&', from);
            end = end < 0 ? rawQuery.length() : end;
            int equals = rawQuery.indexOf('=', from);
            boolean hasValue = equals >= 0 && equals < end;
            String name = rawQuery.substring(from, hasValue ? equals : end);
            if (signable.contains(name)) {
                names.add(name);
                found.add(hasValue ? name + "=" + value(rawQuery.substring(equals + 1, end), name, values) : name);
            }
            from = end + 1;
        }
        if (found.isEmpty()) {
            return Reading.NONE;
        }
        found.sort(Comparator.comparing(S3SigV2::nameOf));
        return new Reading("?" + String.join("&", found), names);
    }

    private static String nameOf(String subResource) {
        int equals = subResource.indexOf('=');
        return equals < 0 ? subResource : subResource.substring(0, equals);
    }

    private static String value(String raw, String name, Values values) {
        if (values == Values.AS_SENT && !name.startsWith("response-")) {
            return raw;
        }
        ByteSink out = new ByteSink(raw.length());
        UriEncoding.decode(out, raw);
        return out.latin1();
    }
}
