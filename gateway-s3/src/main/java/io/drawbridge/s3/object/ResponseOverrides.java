// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.s3.model.GetObjectRequest;
import io.drawbridge.s3.model.HeadObjectRequest;
import org.jspecify.annotations.Nullable;

/**
 * Response headers that the client of GetObject or HeadObject overrides.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">Overriding response header
 *     values</a>
 */
record ResponseOverrides(
        @Nullable String contentType,
        @Nullable String cacheControl,
        @Nullable String contentDisposition,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        @Nullable String expires) {
    private static final ResponseOverrides NONE = new ResponseOverrides(null, null, null, null, null, null);

    static ResponseOverrides of(GetObjectRequest input) {
        return new ResponseOverrides(
                        input.responseContentType(),
                        input.responseCacheControl(),
                        input.responseContentDisposition(),
                        input.responseContentEncoding(),
                        input.responseContentLanguage(),
                        input.responseExpires())
                .valid();
    }

    static ResponseOverrides of(HeadObjectRequest input) {
        return new ResponseOverrides(
                        input.responseContentType(),
                        input.responseCacheControl(),
                        input.responseContentDisposition(),
                        input.responseContentEncoding(),
                        input.responseContentLanguage(),
                        input.responseExpires())
                .valid();
    }

    /** INVARIANT: no text of a query ends a header line, or loses characters when it is written. */
    private ResponseOverrides valid() {
        requireHeaderText("response-content-type", contentType);
        requireHeaderText("response-cache-control", cacheControl);
        requireHeaderText("response-content-disposition", contentDisposition);
        requireHeaderText("response-content-encoding", contentEncoding);
        requireHeaderText("response-content-language", contentLanguage);
        requireHeaderText("response-expires", expires);
        return this;
    }

    private static void requireHeaderText(String parameter, @Nullable String value) {
        for (int i = 0; value != null && i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw ObjectErrors.invalidArgument(
                        "Header value cannot be represented using ISO-8859-1.", parameter, value);
            }
        }
    }

    boolean any() {
        return !equals(NONE);
    }

    /** Returns the headers of the response: the overrides where they are given, else the object's. */
    ObjectHeaders over(ObjectHeaders stored) {
        if (!any()) {
            return stored;
        }
        return new ObjectHeaders(
                first(contentType, stored.contentType()),
                first(cacheControl, stored.cacheControl()),
                first(contentDisposition, stored.contentDisposition()),
                first(contentEncoding, stored.contentEncoding()),
                first(contentLanguage, stored.contentLanguage()),
                first(expires, stored.expires()),
                stored.websiteRedirectLocation(),
                stored.storageClass(),
                stored.metadata());
    }

    private static @Nullable String first(@Nullable String override, @Nullable String stored) {
        return override != null ? override : stored;
    }
}
