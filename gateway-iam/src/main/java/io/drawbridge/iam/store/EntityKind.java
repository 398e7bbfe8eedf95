// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.iam.limits.IamLimits;

/** The kinds of entities that policies can be attached to. The number is stored. */
public enum EntityKind {
    USER(1, "user", IamLimits.USERS, IamLimits.USER_POLICY_SIZE),
    GROUP(2, "group", IamLimits.GROUPS, IamLimits.GROUP_POLICY_SIZE),
    ROLE(3, "role", IamLimits.ROLES, IamLimits.ROLE_POLICY_SIZE);

    private final int number;
    private final String word;
    private final int countMax;
    private final int inlinePolicySizeMax;

    EntityKind(int number, String word, int countMax, int inlinePolicySizeMax) {
        this.number = number;
        this.word = word;
        this.countMax = countMax;
        this.inlinePolicySizeMax = inlinePolicySizeMax;
    }

    /** Returns the number in stored rows; never used for another kind. */
    public int number() {
        return number;
    }

    /** Returns the word in ARNs and error texts. */
    public String word() {
        return word;
    }

    /** Returns the word at the beginning of error texts. */
    public String title() {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** Returns how many entities of the kind an account may have. */
    public int countMax() {
        return countMax;
    }

    /** Returns the highest number of characters, without white space, of all inline policies of one entity together. */
    public int inlinePolicySizeMax() {
        return inlinePolicySizeMax;
    }

    /** Returns the kind with that stored number. */
    public static EntityKind of(int number) {
        for (EntityKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalStateException("stored entity kind: " + number + " (expected: 1..3)");
    }
}
