// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The footer that follows the bytes of a blob in its file: magic, format, checksum and length of the bytes, and the
 * owner. The last 16 bytes of a file hold the length of the footer, its checksum and the magic again, so that a
 * truncated file is always detected.
 *
 * @param length of the bytes before the footer
 * @param crc32c of the bytes before the footer
 */
public record BlobFooter(long length, int crc32c, BlobOwner owner) {
    /** The longest footer: the fixed fields and a key of 1,024 bytes. */
    public static final int LENGTH_MAX = 2048;

    /** The number of bytes at the end of the file that must be read first. */
    public static final int TAIL_LENGTH = 16;

    private static final long MAGIC = 0x44_42_42_4c_4f_42_0d_0aL;
    private static final int FORM = 1;
    private static final int FIXED_LENGTH = 4 + 8 + 4 + 8 + 4;

    /** Returns the bytes of the footer, from the position to the limit. */
    public ByteBuffer encoded() {
        byte[] key = owner.key().getBytes(StandardCharsets.UTF_8);
        int fields = FIXED_LENGTH + key.length;
        ByteBuffer buffer = ByteBuffer.allocate(fields + TAIL_LENGTH);
        buffer.putInt(FORM)
                .putLong(length)
                .putInt(crc32c)
                .putLong(owner.bucketId())
                .putInt(key.length)
                .put(key);
        buffer.putInt(checksum(buffer.array(), fields))
                .putInt(fields + TAIL_LENGTH)
                .putLong(MAGIC);
        return buffer.flip();
    }

    /**
     * Returns the length of the whole footer, as the tail states it, or empty when the bytes are not the tail of a
     * blob.
     */
    public static Optional<Integer> length(ByteBuffer tail) {
        int length = tail.getInt(tail.position() + 4);
        boolean valid = tail.getLong(tail.position() + 8) == MAGIC && length >= FIXED_LENGTH + TAIL_LENGTH;
        return valid && length <= LENGTH_MAX ? Optional.of(length) : Optional.empty();
    }

    /** Reads a whole footer. Returns empty when it is damaged or of another format. */
    public static Optional<BlobFooter> decode(byte[] footer) {
        int fields = footer.length - TAIL_LENGTH;
        ByteBuffer buffer = ByteBuffer.wrap(footer);
        if (buffer.getInt(fields) != checksum(footer, fields) || buffer.getInt() != FORM) {
            return Optional.empty();
        }
        long length = buffer.getLong();
        int crc32c = buffer.getInt();
        long bucketId = buffer.getLong();
        byte[] key = new byte[Math.min(buffer.getInt(), fields - FIXED_LENGTH)];
        buffer.get(key);
        return Optional.of(
                new BlobFooter(length, crc32c, new BlobOwner(bucketId, new String(key, StandardCharsets.UTF_8))));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
