// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

/** The kinds of entities that policies can be attached to. The number is stored. */
public enum EntityKind {
    USER(1, "user"),
    GROUP(2, "group"),
    ROLE(3, "role");

    private final int number;
    private final String word;

    EntityKind(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** The number in stored rows; never used for another kind. */
    public int number() {
        return number;
    }

    /** The word in ARNs and error texts. */
    public String word() {
        return word;
    }

    /** The word at the beginning of error texts. */
    public String title() {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The kind with that stored number. */
    public static EntityKind of(int number) {
        for (EntityKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalStateException("stored entity kind: " + number + " (expected: 1..3)");
    }
}
