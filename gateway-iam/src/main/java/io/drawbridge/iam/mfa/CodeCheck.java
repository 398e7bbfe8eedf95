// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.iam.store.MfaCodes;
import java.util.Optional;

/**
 * Judges codes of a device.
 *
 * @param accepted whether the code was right
 * @param after what is to be remembered, also of a wrong code
 */
public record CodeCheck(boolean accepted, MfaCodes after) {
    /** How far the clocks of a device and this server may differ, in time steps: as RFC 6238 recommends, one. */
    private static final int WINDOW_STEPS = 1;

    /** How far they may differ before they are synchronized again: ten minutes. */
    private static final int RESYNC_STEPS = 20;

    /** Wrong codes in a row that are refused without a wait; RFC 4226, section 7.3, demands such a bound. */
    private static final int FAILURES_FREE = 5;

    /** The longest wait after wrong codes, in time steps: 16 minutes. */
    private static final int WAIT_STEPS_MAX = 32;

    /** Judges the code of a sign-in at a time step. After too many wrong codes even a right one must wait. */
    public static CodeCheck one(byte[] seed, MfaCodes codes, String code, long now) {
        if (now < codes.refusedUntilStep()) {
            return new CodeCheck(false, codes);
        }
        long center = now + codes.driftSteps();
        for (long step = center - WINDOW_STEPS; step <= center + WINDOW_STEPS; step++) {
            if (step > codes.lastStep() && Totp.matches(seed, step, code)) {
                return new CodeCheck(true, new MfaCodes(step, codes.driftSteps(), 0, 0));
            }
        }
        int failures = codes.failures() + 1;
        int wait = failures < FAILURES_FREE ? 0 : 1 << Math.min(failures - FAILURES_FREE, 5);
        return new CodeCheck(
                false,
                new MfaCodes(
                        codes.lastStep(),
                        codes.driftSteps(),
                        failures,
                        wait == 0 ? 0 : now + Math.min(wait, WAIT_STEPS_MAX)));
    }

    /** Judges the two codes with which a device is enabled. */
    static Optional<MfaCodes> enabling(byte[] seed, MfaCodes codes, String first, String second, long now) {
        return two(seed, codes, first, second, now, WINDOW_STEPS);
    }

    /** Judges the two codes with which a device is synchronized. */
    static Optional<MfaCodes> resyncing(byte[] seed, MfaCodes codes, String first, String second, long now) {
        return two(seed, codes, first, second, now, RESYNC_STEPS);
    }

    private static Optional<MfaCodes> two(
            byte[] seed, MfaCodes codes, String first, String second, long now, int window) {
        for (int drift = -window; drift <= window; drift++) {
            long last = now + drift;
            if (last - 1 > codes.lastStep()
                    && Totp.matches(seed, last - 1, first)
                    && Totp.matches(seed, last, second)) {
                return Optional.of(new MfaCodes(last, window == WINDOW_STEPS ? 0 : drift, 0, 0));
            }
        }
        return Optional.empty();
    }
}
