// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Timestamps;
import io.drawbridge.s3.model.S3Error;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a client wants to read an object. A tag condition makes the time condition of its kind
 * moot.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">Precedence of preconditions</a>
 */
record ReadConditions(
        @Nullable String ifMatch,
        @Nullable String ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince) {
    /** How the names of the conditions begin in errors. */
    private static final String COPY_PREFIX = "x-amz-copy-source-";

    /**
     * Passes when a read may go on.
     *
     * @throws AwsException PreconditionFailed, or NotModified with the headers that a 304 bears
     */
    void require(StoredObject object, Instant now) {
        requireMatch(object, "");
        if (unchanged(object, now)) {
            Map<String, String> headers = new LinkedHashMap<>(4);
            headers.put("ETag", EntityTags.quoted(object.etag()));
            headers.put("Last-Modified", Timestamps.httpDate(object.lastModified()));
            throw new AwsException(S3Error.NOT_MODIFIED, "Not Modified", headers);
        }
    }

    /** The same for the source of a copy, where an unchanged object is a failed condition too. */
    void requireForCopy(StoredObject object, Instant now) {
        requireMatch(object, COPY_PREFIX);
        if (unchanged(object, now)) {
            throw ObjectErrors.preconditionFailed(
                    COPY_PREFIX + (ifNoneMatch != null ? "If-None-Match" : "If-Modified-Since"));
        }
    }

    private void requireMatch(StoredObject object, String prefix) {
        if (ifMatch != null) {
            if (!EntityTags.listed(ifMatch, object.etag())) {
                throw ObjectErrors.preconditionFailed(prefix + "If-Match");
            }
        } else if (ifUnmodifiedSince != null && seconds(object.lastModified()).isAfter(ifUnmodifiedSince)) {
            throw ObjectErrors.preconditionFailed(prefix + "If-Unmodified-Since");
        }
    }

    private boolean unchanged(StoredObject object, Instant now) {
        if (ifNoneMatch != null) {
            return EntityTags.listed(ifNoneMatch, object.etag());
        }
        // A time to come is no valid one and is ignored.
        return ifModifiedSince != null
                && !ifModifiedSince.isAfter(now)
                && !seconds(object.lastModified()).isAfter(ifModifiedSince);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
