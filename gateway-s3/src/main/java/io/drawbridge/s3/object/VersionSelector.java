// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import org.jspecify.annotations.Nullable;

/** The version of an object that a request addresses. */
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

    /** Returns the version id that the client sent, or null when it sent none. */
    default @Nullable String text() {
        return this instanceof ById id ? id.versionId() : this instanceof NullVersion ? VersionIds.NULL_VERSION : null;
    }

    /** Returns whether the request may mean a version other than the current one. */
    default boolean named() {
        return !(this instanceof Current);
    }

    /** Returns whether this selects the given current version. */
    default boolean selectsCurrent(ObjectVersion current) {
        return this instanceof Current
                || (this instanceof ById id ? id.versionId().equals(current.versionId()) : current.versionId() == null);
    }
}
