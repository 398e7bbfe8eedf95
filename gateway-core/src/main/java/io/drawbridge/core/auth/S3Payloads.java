// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Interprets {@code x-amz-content-sha256} and creates the body that verifies it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Payload options</a>
 */
final class S3Payloads {
    static final String HEADER = "x-amz-content-sha256";
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String SIGNED_CHUNKS_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private static final String UNSIGNED_CHUNKS_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final String ASYMMETRIC = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD";
    private static final int TRAILER_NAMES_MAX = 8;
    private static final int LENGTH_DIGITS_MAX = 15;

    private static final Set<String> TRAILERS = Set.of(
            "x-amz-checksum-crc32",
            "x-amz-checksum-crc32c",
            "x-amz-checksum-crc64nvme",
            "x-amz-checksum-sha1",
            "x-amz-checksum-sha256",
            "x-amz-checksum-sha512",
            "x-amz-checksum-md5",
            "x-amz-checksum-xxhash64",
            "x-amz-checksum-xxhash3",
            "x-amz-checksum-xxhash128");

    private S3Payloads() {}

    /** Throws for values that S3 does not define, and for those that this server does not verify. */
    static void requireKnown(String declared) {
        if (isHash(declared)
                || declared.equals(UNSIGNED)
                || declared.equals(UNSIGNED_CHUNKS_TRAILER)
                || hasSignedChunks(declared)) {
            return;
        }
        if (declared.equals(ASYMMETRIC) || declared.equals(ASYMMETRIC + "-TRAILER")) {
            throw S3Errors.notImplemented(HEADER);
        }
        throw unknown(declared);
    }

    static boolean hasSignedChunks(String declared) {
        return declared.equals(SIGNED_CHUNKS) || declared.equals(SIGNED_CHUNKS_TRAILER);
    }

    static boolean isHash(String declared) {
        if (declared.length() != 64) {
            return false;
        }
        for (int i = 0; i < 64; i++) {
            if (UriEncoding.digit(declared.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the request with a body that verifies itself.
     *
     * @param declared a known value, or null when the request has none
     * @param chunks the chain that begins with the signature of the request; null when the request has no such
     *     signature
     */
    static Authenticated open(
            ApiRequest request, Caller caller, @Nullable String declared, @Nullable ChunkSignature chunks) {
        RequestBody body = request.body();
        if (declared == null) {
            return new Authenticated(caller, body, Payload.PLAIN);
        }
        if (declared.equals(UNSIGNED)) {
            return plain(caller, body, Payload.Kind.NOT_COVERED, declared);
        }
        if (isHash(declared)) {
            boolean empty = body.contentLength() == 0 && declared.equals(Sha256.EMPTY_HEX);
            return plain(caller, empty ? body : new HashedBody(body, declared), Payload.Kind.HASHED, declared);
        }
        if (hasSignedChunks(declared) && chunks == null) {
            throw unknown(declared);
        }
        return chunked(request, caller, declared, hasSignedChunks(declared) ? chunks : null);
    }

    private static Authenticated plain(Caller caller, RequestBody body, Payload.Kind kind, String declared) {
        return new Authenticated(caller, body, new Payload(kind, declared, List.of(), Payload.PLAIN.trailers()));
    }

    private static Authenticated chunked(
            ApiRequest request, Caller caller, String declared, @Nullable ChunkSignature chunks) {
        boolean trailer = declared.endsWith("-TRAILER");
        List<String> announced = trailer ? announced(request) : List.of();
        ChunkedBody body = new ChunkedBody(
                request.body(),
                decodedLength(request),
                chunks,
                trailer ? ChunkedBody.Form.WITH_TRAILER : ChunkedBody.Form.WITHOUT_TRAILER,
                announced);
        Payload.Kind kind = chunks == null ? Payload.Kind.UNSIGNED_CHUNKS : Payload.Kind.SIGNED_CHUNKS;
        return new Authenticated(caller, body, new Payload(kind, declared, announced, body::trailers));
    }

    private static long decodedLength(ApiRequest request) {
        Optional<String> length = request.headers().first("x-amz-decoded-content-length");
        if (length.isEmpty() || !Ascii.isDigits(length.get()) || length.get().length() > LENGTH_DIGITS_MAX) {
            throw new AwsException(
                    S3AuthError.MISSING_CONTENT_LENGTH, "You must provide the Content-Length HTTP header.");
        }
        return Long.parseLong(length.get());
    }

    private static List<String> announced(ApiRequest request) {
        List<String> names = new ArrayList<>(2);
        for (String value : request.headers().all("x-amz-trailer")) {
            int from = 0;
            while (from <= value.length()) {
                int end = value.indexOf(',', from);
                end = end < 0 ? value.length() : end;
                String name = Ascii.lower(Ascii.trim(value.substring(from, end)));
                if (!TRAILERS.contains(name) || names.contains(name) || names.size() == TRAILER_NAMES_MAX) {
                    throw new AwsException(
                            S3AuthError.INVALID_REQUEST,
                            "The value specified in the x-amz-trailer header is not supported");
                }
                names.add(name);
                from = end + 1;
            }
        }
        return names;
    }

    private static AwsException unknown(String declared) {
        return S3Errors.invalidArgument(
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
                        + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER,"
                        + " STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD,"
                        + " STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
                HEADER,
                declared);
    }
}
