// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies that must be in memory before the signature over them can be verified: forms and JSON documents. Nobody has
 * signed for these bytes yet, so strangers who send them slowly must not hold every worker. Safe for many threads.
 */
final class FormBody {
    /** The longest form of a Query service, in bytes. */
    static final int LENGTH_MAX = 1 << 20;

    private static final int LENGTH_QUICK = 64 << 10;
    private static final int PIECE_LENGTH = 8 << 10;
    private static final int SLOW_MAX = 32;
    private static final byte[] NOTHING = new byte[0];

    private final Semaphore slow = new Semaphore(SLOW_MAX);

    /**
     * Reads a body to its end.
     *
     * @throws AwsException RequestEntityTooLarge or Throttling
     * @throws IOException when the connection broke
     */
    byte[] read(RequestBody body) throws IOException {
        long length = body.contentLength();
        if (length == 0) {
            return NOTHING;
        }
        if (length > LENGTH_MAX) {
            throw tooLarge();
        }
        if (body.buffered() || (length > 0 && length <= LENGTH_QUICK)) {
            return readAll(body);
        }
        if (!slow.tryAcquire()) {
            throw new AwsException(CommonError.THROTTLING, "Rate exceeded");
        }
        try {
            return readAll(body);
        } finally {
            slow.release();
        }
    }

    private static byte[] readAll(RequestBody body) throws IOException {
        long length = body.contentLength();
        if (body.buffered() && length >= 0) {
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
            if (whole.size() > LENGTH_MAX) {
                throw tooLarge();
            }
        }
        return whole.toByteArray();
    }

    private static AwsException tooLarge() {
        return new AwsException(
                CommonError.REQUEST_ENTITY_TOO_LARGE, "The request is larger than " + LENGTH_MAX + " bytes.");
    }
}
