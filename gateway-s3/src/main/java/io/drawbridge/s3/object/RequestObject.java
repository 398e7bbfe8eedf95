// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.RequestFindings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A version of an object during one request: the access checks test the tags of the object that the action then reads
 * or replaces. Used only by the thread that handles the request.
 */
final class RequestObject {
    private boolean lookedUp;
    private @Nullable StoredObject object;
    private boolean tagsTested;

    /** The name under which a request keeps the version. */
    record Name(long bucketId, String key, VersionSelector selector)
            implements RequestFindings.Finding<RequestObject> {}

    /** Returns the object; looks it up on the first call only. */
    Optional<StoredObject> find(Supplier<Optional<StoredObject>> search) {
        if (!lookedUp) {
            object = search.get().orElse(null);
            lookedUp = true;
        }
        return Optional.ofNullable(object);
    }

    /** Returns the tags of the object for a condition; none when there is no object. */
    Map<String, String> testTags(Supplier<Optional<StoredObject>> search) {
        Map<String, String> tags = find(search).map(StoredObject::tags).orElse(Map.of());
        tagsTested = true;
        return tags;
    }

    /** Returns the tags that a condition tested, or null when no condition tested any. */
    @Nullable
    Map<String, String> testedTags() {
        return !tagsTested ? null : object == null ? Map.of() : object.tags();
    }

    /** Makes the next search look up the object again, because another one is there now. */
    void forget() {
        lookedUp = false;
        object = null;
        tagsTested = false;
    }
}
