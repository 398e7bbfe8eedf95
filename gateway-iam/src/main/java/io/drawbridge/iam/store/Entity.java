// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The common properties of users, groups and roles. */
public interface Entity {
    EntityKind kind();

    EntityIdentity identity();

    default AccountId account() {
        return identity().account();
    }

    /** Returns the name in its original case. */
    default String name() {
        return identity().name();
    }

    /** Returns the path, which begins and ends with a slash. */
    default String path() {
        return identity().path();
    }

    /** Returns the unique id: {@code AIDA…}, {@code AGPA…} or {@code AROA…}. */
    default String id() {
        return identity().id();
    }

    default Instant createdAt() {
        return identity().createdAt();
    }

    /** Returns the tags in the order in which they were set; groups have none. */
    default Map<String, String> tags() {
        return Map.of();
    }

    /** Returns the managed policy that is the permissions boundary, or null; groups have none. */
    default @Nullable String boundaryArn() {
        return null;
    }

    /** Returns the ARN, with path. */
    default Arn arn() {
        return Arn.iam(account(), kind().word() + path() + name());
    }
}
