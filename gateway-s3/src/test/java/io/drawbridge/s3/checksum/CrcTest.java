// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check values of https://reveng.sourceforge.io/crc-catalogue, and combined values. */
class CrcTest {
    private static String value(ChecksumAlgorithm algorithm, byte[] bytes) {
        Digester digester = Digester.of(algorithm);
        digester.update(ByteBuffer.wrap(bytes));
        return Base64.getEncoder().encodeToString(digester.value());
    }

    @Test
    void theCheckValueOfCrc64NvmeIsThatOfTheCatalogue() {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(crc.getValue()).isEqualTo(0xAE8B14860A799888L);
    }

    @ParameterizedTest
    @CsvSource({"CRC32, y/Q5Jg==", "CRC32C, 4waSgw==", "CRC64NVME, rosUhgp5mIg="})
    void digestersGiveTheCheckValuesInTheOrderOfTheWire(ChecksumAlgorithm algorithm, String expected) {
        assertThat(value(algorithm, "123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void combinedValuesOfPartsAreTheValueOfTheWhole(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = new byte[random.nextInt(1, 100_000)];
        random.nextBytes(whole);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            if (!algorithm.linear()) {
                continue;
            }
            CrcCombiner combiner = new CrcCombiner(algorithm);
            int from = 0;
            while (from < whole.length) {
                int to = random.nextInt(from, whole.length) + 1;
                combiner.append(value(algorithm, Arrays.copyOfRange(whole, from, to)), to - from);
                from = to;
            }
            combiner.append(value(algorithm, new byte[0]), 0);
            assertThat(combiner.value()).as("seed %d, %s", seed, algorithm).isEqualTo(value(algorithm, whole));
        }
    }
}
