// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A body that is read as a document. Its last read throws when the body differs from the announced checksums. */
public final class CheckedBody implements RequestBody {
    private final RequestBody source;
    private final BodyDigests digests;
    private boolean finished;

    private CheckedBody(RequestBody source, BodyDigests digests) {
        this.source = source;
        this.digests = digests;
    }

    /** Whether a request must announce a checksum of its document. */
    public enum Presence {
        REQUIRED,
        OPTIONAL
    }

    /**
     * Returns the body with its checks.
     *
     * @throws AwsException InvalidRequest when a checksum is required and none is announced, else as
     *     {@link ExpectedChecksum#of}
     */
    public static RequestBody of(RequestBody source, HttpHeaders headers, Payload payload, Presence presence) {
        ExpectedChecksum announced = ExpectedChecksum.of(headers, payload);
        if (announced.any()) {
            return new CheckedBody(source, new BodyDigests(announced, null, payload.trailers()));
        }
        if (presence == Presence.REQUIRED) {
            throw new AwsException(S3Error.INVALID_REQUEST, "Missing required header for this request: Content-MD5");
        }
        return source;
    }

    @Override
    public long contentLength() {
        return source.contentLength();
    }

    @Override
    public void sendContinue() {
        source.sendContinue();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        int count = source.read(target);
        if (count > 0) {
            ByteBuffer received = target.duplicate();
            digests.update(received.flip().position(start));
        } else if (count < 0 && !finished) {
            finished = true;
            digests.finish();
        }
        return count;
    }

    @Override
    public void close() {
        source.close();
    }
}
