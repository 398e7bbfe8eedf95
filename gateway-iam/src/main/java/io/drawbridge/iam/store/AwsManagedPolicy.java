// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.Arn;
import java.time.Instant;

/**
 * An AWS managed policy; {@link AwsManagedPolicies#document} reads its text.
 *
 * @param path begins and ends with a slash
 * @param id {@code ANPA…}, the same on every server
 * @param description empty when it is not known
 * @param version the number of its only version
 */
public record AwsManagedPolicy(
        String name, String path, String id, String description, int version, Instant createdAt, Instant updatedAt) {
    /** Returns {@code arn:aws:iam::aws:policy/…}. */
    public Arn arn() {
        return new Arn(Arn.PARTITION, "iam", "", "aws", "policy" + path + name);
    }
}
