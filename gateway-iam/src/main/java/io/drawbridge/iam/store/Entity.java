// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users, groups and roles have in common. */
public interface Entity {
    EntityKind kind();

    EntityIdentity identity();

    default AccountId account() {
        return identity().account();
    }

    /** The name as it was given. */
    default String name() {
        return identity().name();
    }

    /** Begins and ends with a slash. */
    default String path() {
        return identity().path();
    }

    /** {@code AIDA…}, {@code AGPA…} or {@code AROA…}. */
    default String id() {
        return identity().id();
    }

    default Instant createdAt() {
        return identity().createdAt();
    }

    /** In the order in which they were set; groups have none. */
    default Map<String, String> tags() {
        return Map.of();
    }

    /** The managed policy that is the permissions boundary, or null; groups have none. */
    default @Nullable String boundaryArn() {
        return null;
    }

    /** The ARN, with path. */
    default Arn arn() {
        return Arn.iam(account(), kind().word() + path() + name());
    }
}
