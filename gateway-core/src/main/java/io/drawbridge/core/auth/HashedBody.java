// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A body whose SHA-256 the request announced. The read that completes the body fails when the hash differs, so the
 * caller never receives the last bytes of a wrong body.
 */
final class HashedBody implements RequestBody {
    private final RequestBody source;
    private final String announced;
    private final MessageDigest digest = Sha256.digest();
    private long count;
    private boolean verified;
    private @Nullable AwsException failure;

    /** @param announced the expected hash in 64 hex digits */
    HashedBody(RequestBody source, String announced) {
        this.source = source;
        this.announced = announced;
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
        ByteBuffer received = target.duplicate();
        int read = source.read(target);
        if (read < 0) {
            verify();
            return -1;
        }
        received.limit(received.position() + read);
        digest.update(received);
        count += read;
        if (count == source.contentLength()) {
            verify();
        }
        return read;
    }

    private void verify() {
        if (failure != null) {
            throw failure;
        }
        if (verified) {
            return;
        }

        String computed = HexFormat.of().formatHex(digest.digest());
        if (!SigV4Verifier.constantTimeEquals(computed, Ascii.lower(announced))) {
            failure = new AwsException(
                            S3AuthError.X_AMZ_CONTENT_SHA256_MISMATCH,
                            "The provided 'x-amz-content-sha256' header does not match what was computed.")
                    .with("ClientComputedContentSHA256", announced)
                    .with("S3ComputedContentSHA256", computed);
            throw failure;
        }
        verified = true;
    }

    @Override
    public void close() {
        source.close();
    }
}
