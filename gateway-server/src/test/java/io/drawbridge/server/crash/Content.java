// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** The bytes of an object, which can be made again from what they were made of. */
record Content(List<Piece> pieces) {
    record Piece(long seed, int length) {
        byte[] bytes() {
            byte[] bytes = new byte[length];
            new SplittableRandom(seed).nextBytes(bytes);
            return bytes;
        }

        String etag() {
            try {
                return "\""
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("MD5").digest(bytes())) + "\"";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Content {
        pieces = List.copyOf(pieces);
    }

    static Content of(Piece piece) {
        return new Content(List.of(piece));
    }

    static Content of(Iterable<Piece> pieces) {
        List<Piece> all = new ArrayList<>();
        pieces.forEach(all::add);
        return new Content(all);
    }

    byte[] bytes() {
        ByteBuffer whole =
                ByteBuffer.allocate(pieces.stream().mapToInt(Piece::length).sum());
        pieces.forEach(piece -> whole.put(piece.bytes()));
        return whole.array();
    }
}
