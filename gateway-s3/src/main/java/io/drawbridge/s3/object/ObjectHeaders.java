// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a client sends when it writes an object, and gets back when it reads it.
 *
 * @param contentType absent means {@code binary/octet-stream}
 * @param contentEncoding without {@code aws-chunked}
 * @param expires as sent
 * @param storageClass absent means STANDARD
 * @param metadata user metadata by lower-case name without {@code x-amz-meta-}
 */
public record ObjectHeaders(
        @Nullable String contentType,
        @Nullable String cacheControl,
        @Nullable String contentDisposition,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        @Nullable String expires,
        @Nullable String websiteRedirectLocation,
        @Nullable String storageClass,
        Map<String, String> metadata) {
    /** No headers. */
    public static final ObjectHeaders NONE =
            new ObjectHeaders(null, null, null, null, null, null, null, null, Map.of());

    public ObjectHeaders {
        metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Appends the fields to a stored record. */
    public RecordWriter write(RecordWriter writer) {
        return writer.text(10, contentType)
                .text(11, cacheControl)
                .text(12, contentDisposition)
                .text(13, contentEncoding)
                .text(14, contentLanguage)
                .text(15, expires)
                .text(16, websiteRedirectLocation)
                .text(17, storageClass)
                .pairs(18, metadata);
    }

    /** Reads the fields of a stored record. */
    public static ObjectHeaders read(RecordFields fields) {
        return new ObjectHeaders(
                fields.optionalText(10),
                fields.optionalText(11),
                fields.optionalText(12),
                fields.optionalText(13),
                fields.optionalText(14),
                fields.optionalText(15),
                fields.optionalText(16),
                fields.optionalText(17),
                fields.pairs(18));
    }

    /** Returns the content type that readers get. */
    String contentTypeShown() {
        return contentType == null ? "binary/octet-stream" : contentType;
    }

    /** Returns a copy with these two values, which a copy of an object does not take from its source. */
    ObjectHeaders withPlacement(@Nullable String redirect, @Nullable String otherStorageClass) {
        return new ObjectHeaders(
                contentType,
                cacheControl,
                contentDisposition,
                contentEncoding,
                contentLanguage,
                expires,
                redirect,
                otherStorageClass,
                metadata);
    }
}
