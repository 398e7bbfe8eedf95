// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.crypto.Sha256;

/**
 * The chain of chunk signatures of one request: each covers its data and the signature before it. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Chunked upload</a>
 */
final class ChunkSignature {
    private final SigningKey key;
    private final SigV4Signature seed;
    private final String scopeText;
    private String previous;

    ChunkSignature(SigningKey key, SigV4Signature seed) {
        this.key = key;
        this.seed = seed;
        this.scopeText = seed.scope().text();
        this.previous = seed.signature();
    }

    /** Verifies the next chunk, the empty final one included. */
    void verifyChunk(byte[] dataHash, String shown) {
        ByteSink stringToSign = begin("AWS4-HMAC-SHA256-PAYLOAD");
        stringToSign.text(Sha256.EMPTY_HEX).put('\n').hex(dataHash);
        verify(stringToSign, shown);
        previous = shown;
    }

    /** Verifies the trailer behind the final chunk. */
    void verifyTrailer(byte[] blockHash, String shown) {
        ByteSink stringToSign = begin("AWS4-HMAC-SHA256-TRAILER");
        stringToSign.hex(blockHash);
        verify(stringToSign, shown);
    }

    private ByteSink begin(String algorithm) {
        return new ByteSink(320)
                .text(algorithm)
                .put('\n')
                .text(seed.timestamp())
                .put('\n')
                .text(scopeText)
                .put('\n')
                .text(previous)
                .put('\n');
    }

    private void verify(ByteSink stringToSign, String shown) {
        String expected = key.sign(stringToSign.array(), stringToSign.length());
        if (!SigV4Verifier.constantTimeEquals(expected, shown)) {
            throw new S3Errors().mismatch(seed.scope().accessKeyId(), shown, stringToSign, null);
        }
    }
}
