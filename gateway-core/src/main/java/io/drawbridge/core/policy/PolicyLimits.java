// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * The bounds of parsing, evaluating and explaining policies. AWS documents no bound where no source is given: there the
 * bound keeps the time or memory of one decision small. The size of a document is a quota of the service that stores
 * it.
 */
public final class PolicyLimits {
    /** Digits of a date in seconds since the epoch; more digits are beyond the years that AWS accepts. */
    public static final int EPOCH_DIGITS = 11;

    /** Digits of a number in a numeric comparison. */
    public static final int NUMBER_DIGITS = 64;

    /** Steps of pattern matching after which it pays to set up the linear-time search. */
    public static final int GLOB_STEPS = 1 << 15;

    /** Condition keys that one decision caches; few enough for a linear search. */
    public static final int KNOWN_KEYS = 16;

    /** Action names whose parsed form is cached. */
    public static final int ACTION_NAMES = 8_192;

    /**
     * Characters of an encoded authorization message.
     *
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html">
     *     DecodeAuthorizationMessage</a>
     */
    public static final int DENIAL_ENCODED_LENGTH = 10_240;

    /** Characters of a decoded authorization message. */
    public static final int DENIAL_DECODED_LENGTH = 1 << 18;

    /** Condition keys that an authorization message lists. */
    public static final int DENIAL_KEYS = 128;

    /** Characters of a name in an authorization message. */
    public static final int DENIAL_NAME_LENGTH = 2_048;

    private PolicyLimits() {}
}
