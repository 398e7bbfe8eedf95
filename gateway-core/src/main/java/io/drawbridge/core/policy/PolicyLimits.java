// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * The bounds of reading, comparing and explaining policies. Where no source is named AWS documents none: the bound keeps
 * the time or memory of one decision small. Sizes of documents are quotas of the service that stores them.
 */
public final class PolicyLimits {
    /** Digits of a date in seconds since the epoch; more is beyond the years that AWS reads. */
    public static final int EPOCH_DIGITS = 11;

    /** Digits of a number that numeric operators compare. */
    public static final int NUMBER_DIGITS = 64;

    /** Steps of matching a pattern after which setting up a search of linear time pays. */
    public static final int GLOB_STEPS = 1 << 15;

    /** Keys of one decision that are looked up once; few enough to be searched one after the other. */
    public static final int KNOWN_KEYS = 16;

    /** Names of actions whose parsed form is kept. */
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
