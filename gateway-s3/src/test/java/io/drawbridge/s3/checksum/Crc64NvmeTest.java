// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Crc64NvmeTest {
    @Test
    void theCheckValueOfTheCatalogueComesOut() {
        byte[] bytes = "123456789".getBytes(StandardCharsets.US_ASCII);
        Crc64Nvme crc = new Crc64Nvme();
        crc.update(bytes, 0, bytes.length);
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("ae8b14860a799888");
    }

    @Test
    void arraysAndBuffersOfAllKindsGiveWhatSingleBytesGive() {
        long seed = 64;
        Random random = new Random(seed);
        for (int length : lengths()) {
            byte[] bytes = new byte[length + 5];
            random.nextBytes(bytes);
            Crc64Nvme single = new Crc64Nvme();
            for (int i = 3; i < 3 + length; i++) {
                single.update(bytes[i]);
            }
            Crc64Nvme array = new Crc64Nvme();
            array.update(bytes, 3, length);
            ByteBuffer heap =
                    ByteBuffer.wrap(bytes).position(1).slice().position(2).limit(2 + length);
            ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length)
                    .put(bytes)
                    .position(3)
                    .limit(3 + length);
            assertThat(array.getValue()).as("seed %d, length %d", seed, length).isEqualTo(single.getValue());
            assertThat(of(heap)).isEqualTo(single.getValue());
            assertThat(of(direct)).isEqualTo(single.getValue());
        }
    }

    /** Lengths around the steps of sixteen bytes and the pairs of lanes. */
    private static int[] lengths() {
        return IntStream.concat(
                        IntStream.range(0, 70),
                        IntStream.of(2048, 4095, 4096, 4097, 4111, 4112, 8191, 8192, 8193, 12_305, 70_001))
                .toArray();
    }

    private static long of(ByteBuffer buffer) {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update(buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(buffer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        return crc.getValue();
    }
}
