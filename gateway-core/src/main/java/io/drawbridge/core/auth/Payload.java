// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a signature covers the body.
 *
 * @param kind the kind of coverage
 * @param contentSha256 the value of {@code x-amz-content-sha256} as sent, which is the value of {@code
 *     s3:x-amz-content-sha256}; null when absent
 * @param announcedTrailers the names in {@code x-amz-trailer}, in lower case, in order
 * @param trailers returns the trailers after the body was read to its end
 */
public record Payload(Kind kind, @Nullable String contentSha256, List<String> announcedTrailers, Trailers trailers) {
    /** A body that no signature covers and that announces nothing. */
    public static final Payload PLAIN = new Payload(Kind.NOT_COVERED, null, List.of(), Map::of);

    public Payload {
        announcedTrailers = List.copyOf(announcedTrailers);
    }

    /** How a signature can cover the body. */
    public enum Kind {
        /** The signature does not cover the body. */
        NOT_COVERED,
        /** The signature covers the hash of the whole body. */
        HASHED,
        /** The body has aws-chunked framing, and each chunk is signed. */
        SIGNED_CHUNKS,
        /** The body has aws-chunked framing, and the chunks are unsigned. */
        UNSIGNED_CHUNKS
    }

    /** The trailers of an aws-chunked body. */
    @FunctionalInterface
    public interface Trailers {
        /**
         * Returns the trailers by lower-case name.
         *
         * @throws IllegalStateException before the end of the body was read
         */
        Map<String, String> get();
    }
}
