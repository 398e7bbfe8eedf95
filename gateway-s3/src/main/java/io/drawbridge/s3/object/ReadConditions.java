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
 * The conditions of a read. A condition on the entity tag takes precedence over the time condition of its kind.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">Precedence of preconditions</a>
 */
record ReadConditions(
        @Nullable String ifMatch,
        @Nullable String ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince) {
    /** The prefix of the condition names in errors of a copy. */
    private static final String COPY_PREFIX = "x-amz-copy-source-";

    /**
     * Checks that a read may continue.
     *
     * @throws AwsException PreconditionFailed, or NotModified with the headers of a 304
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

    /** Checks the conditions of a copy on its source; an unchanged object fails them too. */
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
        // A time in the future is invalid and is ignored.
        return ifModifiedSince != null
                && !ifModifiedSince.isAfter(now)
                && !seconds(object.lastModified()).isAfter(ifModifiedSince);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
