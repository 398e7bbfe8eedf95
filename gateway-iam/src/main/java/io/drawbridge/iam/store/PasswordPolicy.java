// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import org.jspecify.annotations.Nullable;

/**
 * The rules that an account sets for the passwords of its users.
 *
 * @param lengthMin the fewest characters of a password
 * @param usersMayChange whether every user may change the own password without a policy that allows it
 * @param ageDaysMax after how many days a password expires; null when it never does
 * @param remembered how many former passwords cannot be used again; null when all can
 * @param hardExpiry whether a user with an expired password needs an administrator; null when it was not set
 */
public record PasswordPolicy(
        int lengthMin,
        boolean symbols,
        boolean numbers,
        boolean uppercase,
        boolean lowercase,
        boolean usersMayChange,
        @Nullable Integer ageDaysMax,
        @Nullable Integer remembered,
        @Nullable Boolean hardExpiry) {
    private static final int TYPE = 40;

    byte[] toBytes() {
        RecordWriter writer = new RecordWriter(TYPE, 1)
                .number(1, lengthMin)
                .flag(2, symbols)
                .flag(3, numbers)
                .flag(4, uppercase)
                .flag(5, lowercase)
                .flag(6, usersMayChange);
        if (ageDaysMax != null) {
            writer.number(7, ageDaysMax);
        }
        if (remembered != null) {
            writer.number(8, remembered);
        }
        if (hardExpiry != null) {
            writer.flag(9, hardExpiry);
        }
        return writer.toBytes();
    }

    static PasswordPolicy fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new PasswordPolicy(
                fields.integer(1),
                fields.flag(2),
                fields.flag(3),
                fields.flag(4),
                fields.flag(5),
                fields.flag(6),
                fields.has(7) ? fields.integer(7) : null,
                fields.has(8) ? fields.integer(8) : null,
                fields.has(9) ? fields.flag(9) : null);
    }
}
