// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;

/**
 * One version of a managed policy.
 *
 * @param number 1 and up; {@code v1} on the wire
 * @param document as the client sent it
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
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new PolicyVersionRow(fields.integer(1), fields.text(2), fields.instant(3));
    }
}
