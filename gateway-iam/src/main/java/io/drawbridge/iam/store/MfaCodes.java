// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;

/**
 * What is remembered of the codes of an MFA device.
 *
 * @param lastStep the time step of the last code that was accepted; neither it nor an earlier one is accepted again
 * @param driftSteps how many time steps the device's clock is ahead of this server's
 * @param failures the number of wrong codes since the last one that was accepted
 * @param refusedUntilStep the time step before which no code is accepted, after too many wrong ones
 */
public record MfaCodes(long lastStep, int driftSteps, int failures, long refusedUntilStep) {
    /** Of a new device. */
    public static final MfaCodes NONE = new MfaCodes(-1, 0, 0, 0);

    RecordWriter write(RecordWriter writer) {
        return writer.number(10, lastStep)
                .number(11, driftSteps)
                .number(12, failures)
                .number(13, refusedUntilStep);
    }

    static MfaCodes read(RecordFields fields) {
        return new MfaCodes(fields.number(10), fields.integer(11), fields.integer(12), fields.number(13));
    }
}
