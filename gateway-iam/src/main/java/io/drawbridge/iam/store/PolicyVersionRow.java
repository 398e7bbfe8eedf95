// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;

/**
 * One version of a managed policy.
 *
 * @param number 1 and up; {@code v1} on the wire
 * @param document as given
 */
public record PolicyVersionRow(int number, String document, Instant createdAt) {
    private static final int TYPE = 27;

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .number(1, number)
                .text(2, document)
                .instant(3, createdAt)
                .toBytes();
    }

    static PolicyVersionRow fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        int number = 0;
        String document = "";
        Instant createdAt = Instant.EPOCH;
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> number = reader.integer();
                case 2 -> document = reader.text();
                case 3 -> createdAt = reader.instant();
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new PolicyVersionRow(number, document, createdAt);
    }
}
