// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a signature covers the body.
 *
 * @param kind the way
 * @param contentSha256 the value of {@code x-amz-content-sha256} as sent, the value of
 *     {@code s3:x-amz-content-sha256}; null when absent
 * @param announcedTrailers the names in {@code x-amz-trailer}, lower case, in order
 * @param trailers gives the trailers once the body was read to its end
 */
public record Payload(Kind kind, @Nullable String contentSha256, List<String> announcedTrailers, Trailers trailers) {
    /** A body without anything to say about it. */
    public static final Payload PLAIN = new Payload(Kind.NOT_COVERED, null, List.of(), Map::of);

    public Payload {
        announcedTrailers = List.copyOf(announcedTrailers);
    }

    /** The ways. */
    public enum Kind {
        /** The signature does not cover the body. */
        NOT_COVERED,
        /** The signature covers the hash of the whole body. */
        HASHED,
        /** Framed by aws-chunked, each chunk signed. */
        SIGNED_CHUNKS,
        /** Framed by aws-chunked, chunks not signed. */
        UNSIGNED_CHUNKS
    }

    /** Trailers of an aws-chunked body. */
    @FunctionalInterface
    public interface Trailers {
        /**
         * The trailers by lower-case name.
         *
         * @throws IllegalStateException before the end of the body was read
         */
        Map<String, String> get();
    }
}
