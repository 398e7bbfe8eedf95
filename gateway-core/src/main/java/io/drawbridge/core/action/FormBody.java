// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads bodies that must be in memory before the signature over them can be verified: forms and JSON documents. The
 * connection has collected them; nobody waits here.
 */
final class FormBody {
    /** The longest form of a Query service, in bytes. */
    static final int LENGTH_MAX = 1 << 20;

    private static final int PIECE_LENGTH = 8 << 10;
    private static final byte[] NOTHING = new byte[0];

    private FormBody() {}

    /**
     * Reads a body to its end.
     *
     * @throws AwsException RequestEntityTooLarge
     * @throws IOException when the connection broke
     */
    static byte[] read(RequestBody body) throws IOException {
        long length = body.contentLength();
        if (length == 0) {
            return NOTHING;
        }
        requireShort(length);
        if (body.buffered() && length > 0) {
            ByteBuffer whole = ByteBuffer.allocate((int) length);
            while (whole.hasRemaining() && body.read(whole) >= 0) {
                // Reads on.
            }
            return whole.array();
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE_LENGTH);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(PIECE_LENGTH);
        while (body.read(piece) >= 0) {
            whole.write(piece.array(), 0, piece.position());
            piece.clear();
            requireShort(whole.size());
        }
        return whole.toByteArray();
    }

    /** @throws AwsException RequestEntityTooLarge */
    static void requireShort(long length) {
        if (length > LENGTH_MAX) {
            throw tooLong();
        }
    }

    static AwsException tooLong() {
        return new AwsException(
                CommonError.REQUEST_ENTITY_TOO_LARGE, "The request is larger than " + LENGTH_MAX + " bytes.");
    }
}
