// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.arn;

/**
 * An AWS account id.
 *
 * @param digits exactly 12 decimal digits
 */
public record AccountId(String digits) {
    public AccountId {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("account id: " + digits + " (expected: 12 digits)");
        }
    }

    /** Returns whether the text has the form of an account id. */
    public static boolean isValid(String text) {
        if (text.length() != 12) {
            return false;
        }
        for (int i = 0; i < 12; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return digits;
    }
}
