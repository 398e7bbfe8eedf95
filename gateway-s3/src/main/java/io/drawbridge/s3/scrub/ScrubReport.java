// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import java.util.List;

/**
 * What a scrub read and what it found.
 *
 * @param objects rows of objects, older versions included
 * @param blobs blobs whose every byte was read
 * @param bytes the bytes of those blobs
 * @param findings all of them, in no order
 */
public record ScrubReport(long objects, long blobs, long bytes, List<Finding> findings) {
    public ScrubReport {
        findings = List.copyOf(findings);
    }

    /** Returns whether every inconsistency was repaired. */
    public boolean clean() {
        return findings.stream().allMatch(Finding::repaired);
    }
}
