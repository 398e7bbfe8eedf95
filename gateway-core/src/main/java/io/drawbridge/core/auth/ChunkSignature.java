// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.crypto.Sha256;

/**
 * The chain of chunk signatures of one request: each signature covers its chunk and the signature before it. Not
 * thread-safe.
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

    /** Verifies the signature of the next chunk, including the empty final chunk. */
    void verifyChunk(byte[] dataHash, String signature) {
        ByteSink stringToSign = begin("AWS4-HMAC-SHA256-PAYLOAD");
        stringToSign.text(Sha256.EMPTY_HEX).put('\n').hex(dataHash);
        verify(stringToSign, signature);
        previous = signature;
    }

    /** Verifies the signature of the trailer after the final chunk. */
    void verifyTrailer(byte[] blockHash, String signature) {
        ByteSink stringToSign = begin("AWS4-HMAC-SHA256-TRAILER");
        stringToSign.hex(blockHash);
        verify(stringToSign, signature);
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

    private void verify(ByteSink stringToSign, String signature) {
        String expected = key.sign(stringToSign.array(), stringToSign.length());
        if (!SigV4Verifier.constantTimeEquals(expected, signature)) {
            throw new S3Errors().mismatch(seed.scope().accessKeyId(), signature, stringToSign, null);
        }
    }
}
