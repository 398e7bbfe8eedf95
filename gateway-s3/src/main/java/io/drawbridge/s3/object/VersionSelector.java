// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import org.jspecify.annotations.Nullable;

/** Which version of an object a request addresses. */
public sealed interface VersionSelector {
    /** The newest version. */
    record Current() implements VersionSelector {}

    /** The version that was written while versioning was not enabled. */
    record NullVersion() implements VersionSelector {}

    /** @param versionId as the client sent it; no version has an id that is not well-formed */
    record ById(String versionId) implements VersionSelector {}

    /** @param versionId as the client sent it; null when it sent none */
    static VersionSelector of(@Nullable String versionId) {
        if (versionId == null) {
            return current();
        }
        return versionId.equals("null") ? nullVersion() : new ById(versionId);
    }

    static VersionSelector current() {
        return new Current();
    }

    static VersionSelector nullVersion() {
        return new NullVersion();
    }

    /** Whether a version other than the current one may be meant. */
    default boolean named() {
        return !(this instanceof Current);
    }

    /** Whether this selects a version that is the current one. */
    default boolean selectsCurrent(ObjectVersion current) {
        return this instanceof Current
                || (this instanceof ById id ? id.versionId().equals(current.versionId()) : current.versionId() == null);
    }
}
