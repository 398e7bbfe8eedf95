// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME: polynomial AD93D23594C93659, reflected, all ones before and after; the check value over "123456789" is
 * AE8B14860A799888. Long inputs are processed as pairs of lanes, whose look-ups do not wait for each other; the rest is
 * processed sixteen bytes a step with sixteen tables.
 *
 * @see <a href="https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-64-nvme">CRC catalogue</a>
 */
public final class Crc64Nvme implements Checksum {
    private static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    /** Sixteen tables of 256 entries, one after the other: one bounds check, and no pointer to follow. */
    private static final long[] TABLES = tables();

    /** Bytes of one lane. */
    private static final int LANE = 2048;

    /** The effect of a lane of zeros on each byte of the state, the last byte's first: eight tables of 256 entries. */
    private static final long[] LANE_TABLES = laneTables();

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long crc = ~0L;

    private static long[] tables() {
        long[] tables = new long[16 * 256];
        for (int i = 0; i < 256; i++) {
            long entry = i;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry & 1) == 0 ? entry >>> 1 : entry >>> 1 ^ REFLECTED_POLYNOMIAL;
            }
            tables[i] = entry;
        }
        for (int i = 256; i < tables.length; i++) {
            long before = tables[i - 256];
            tables[i] = before >>> 8 ^ tables[(int) before & 0xFF];
        }
        return tables;
    }

    private static long[] laneTables() {
        long[] ofBit = new long[Long.SIZE];
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long state = 1L << bit;
            for (int i = 0; i < LANE; i++) {
                state = state >>> 8 ^ TABLES[(int) state & 0xFF];
            }
            ofBit[bit] = state;
        }
        long[] tables = new long[8 * 256];
        for (int i = 0; i < tables.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                tables[i] ^= (i >>> bit & 1) == 0 ? 0 : ofBit[(7 - (i >>> 8)) * 8 + bit];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        crc = crc >>> 8 ^ TABLES[((int) crc ^ b) & 0xFF];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        long[] tables = TABLES;
        long rest = crc;
        int at = offset;
        int end = offset + length;
        for (; at + 2 * LANE <= end; at += 2 * LANE) {
            long second = 0;
            for (int i = at; i < at + LANE; i += 8) {
                rest = step(tables, 0, rest ^ (long) LONG.get(bytes, i));
                second = step(tables, 0, second ^ (long) LONG.get(bytes, i + LANE));
            }
            rest = step(LANE_TABLES, 0, rest) ^ second;
        }
        for (; at + 16 <= end; at += 16) {
            rest = step(tables, 8 * 256, rest ^ (long) LONG.get(bytes, at))
                    ^ step(tables, 0, (long) LONG.get(bytes, at + 8));
        }
        for (; at < end; at++) {
            rest = rest >>> 8 ^ tables[((int) rest ^ bytes[at]) & 0xFF];
        }
        crc = rest;
    }

    @Override
    public void update(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            update(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            buffer.position(buffer.limit());
            return;
        }
        long[] tables = TABLES;
        long rest = crc;
        ByteOrder order = buffer.order();
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.remaining() >= 16) {
            rest = step(tables, 8 * 256, rest ^ buffer.getLong()) ^ step(tables, 0, buffer.getLong());
        }
        buffer.order(order);
        while (buffer.hasRemaining()) {
            rest = rest >>> 8 ^ tables[((int) rest ^ buffer.get()) & 0xFF];
        }
        crc = rest;
    }

    /**
     * Returns the contribution of eight bytes. The grouping keeps the look-ups from waiting for each other.
     *
     * @param first the table of the last of the eight bytes: 0 when no byte follows in this step
     */
    private static long step(long[] tables, int first, long word) {
        return ((tables[first + 7 * 256 + ((int) word & 0xFF)] ^ tables[first + 6 * 256 + ((int) (word >>> 8) & 0xFF)])
                        ^ (tables[first + 5 * 256 + ((int) (word >>> 16) & 0xFF)]
                                ^ tables[first + 4 * 256 + ((int) (word >>> 24) & 0xFF)]))
                ^ ((tables[first + 3 * 256 + ((int) (word >>> 32) & 0xFF)]
                                ^ tables[first + 2 * 256 + ((int) (word >>> 40) & 0xFF)])
                        ^ (tables[first + 256 + ((int) (word >>> 48) & 0xFF)] ^ tables[first + (int) (word >>> 56)]));
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = ~0L;
    }
}
