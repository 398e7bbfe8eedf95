// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Deflates with a preset dictionary of common policy text. The first byte records whether the rest is deflated; the
 * rest stays plain when that is shorter.
 */
final class PackedBytes {
    /** The bound for inflation; larger than any session. */
    private static final int PLAIN_BYTES_MAX = 1 << 20;

    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;

    /** Belongs to the token format: a change needs a new marker byte. The most frequent text comes last. */
    private static final byte[] DICTIONARY =
            ("\"StringNotEquals\":{\"aws:PrincipalTag/\"Bool\":{\"aws:SecureTransport\":\"fals"
                            + "e\"ArnLike\":{\"IpAddress\":{\"aws:SourceIp\":\"DateLessThan\":{\"StringLike\":{"
                            + "\"s3:prefix\":[\"\"StringEquals\":{\"NotResource\":\"NotAction\":[\"\"Effect\":"
                            + "\"Deny\",\"Condition\":{arn:aws:sts::arn:aws:iam::aws:policy/arn:aws:iam::role/u"
                            + "ser/policy/sts:AssumeRole\",\"iam:Get*\",\"s3:ListBucket\",\"s3:GetObject\",\"s3"
                            + ":PutObject\",\"s3:*\"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"\",\""
                            + "Effect\":\"Allow\",\"Action\":[\"\"Action\":\"*\",\"Resource\":\"*\"}]}\"],\"Res"
                            + "ource\":[\"arn:aws:s3:::\"Resource\":\"arn:aws:s3:::")
                    .getBytes(StandardCharsets.US_ASCII);

    private PackedBytes() {}

    static byte[] pack(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(plain);
            deflater.finish();
            byte[] packed = new byte[plain.length + 1];
            int length = deflater.deflate(packed, 1, plain.length);
            if (deflater.finished()) {
                packed[0] = DEFLATED;
                return Arrays.copyOf(packed, length + 1);
            }
            packed[0] = PLAIN;
            System.arraycopy(plain, 0, packed, 1, plain.length);
            return packed;
        } finally {
            deflater.end();
        }
    }

    /** Returns the plain bytes; empty when the input has another form or inflates beyond the bound. */
    static Optional<byte[]> unpack(byte[] packed) {
        if (packed.length == 0) {
            return Optional.empty();
        }
        if (packed[0] == PLAIN) {
            return Optional.of(Arrays.copyOfRange(packed, 1, packed.length));
        }
        return packed[0] == DEFLATED ? inflate(packed) : Optional.empty();
    }

    private static Optional<byte[]> inflate(byte[] packed) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(DICTIONARY);
            inflater.setInput(packed, 1, packed.length - 1);
            byte[] plain = new byte[Math.max(512, packed.length * 4)];
            int length = 0;
            while (true) {
                int count = inflater.inflate(plain, length, plain.length - length);
                length += count;
                if (inflater.finished()) {
                    return Optional.of(Arrays.copyOf(plain, length));
                }
                boolean full = length == plain.length;
                if ((!full && count == 0) || (full && plain.length >= PLAIN_BYTES_MAX)) {
                    return Optional.empty();
                }
                if (full) {
                    plain = Arrays.copyOf(plain, plain.length * 2);
                }
            }
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
