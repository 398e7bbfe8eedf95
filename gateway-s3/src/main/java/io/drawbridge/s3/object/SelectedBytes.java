// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object that a read selects: all of them, a range, or a part of a multipart object.
 *
 * @param object as it was looked up
 * @param range null for all bytes
 * @param partsCount of a multipart object when the request selects a part; null otherwise
 * @param partChecksum of the selected part of an object with a composite checksum; null otherwise
 */
record SelectedBytes(
        StoredObject object,
        @Nullable ByteRange range,
        @Nullable Integer partsCount,
        @Nullable Checksum partChecksum) {
    /** The parameters that GetObject and HeadObject have in common. */
    record Query(@Nullable String range, @Nullable Integer partNumber) {}

    /**
     * Selects the bytes.
     *
     * @return null when the object was replaced after the look-up
     * @throws AwsException InvalidRange, InvalidPartNumber, InvalidArgument or InvalidRequest
     */
    static @Nullable SelectedBytes choose(KeyValueStore store, StoredObject object, Query query) {
        Integer number = query.partNumber();
        if (number == null) {
            return new SelectedBytes(object, ByteRange.parse(query.range(), object.size()), null, null);
        }
        if (query.range() != null) {
            throw ObjectErrors.invalidRequest("Cannot specify both Range header and partNumber query parameter");
        }
        if (number < 1 || number > S3Limits.PART_NUMBER_MAX) {
            throw ObjectErrors.invalidArgument(
                    "Part number must be an integer between 1 and 10000, inclusive", "partNumber", number.toString());
        }
        if (!(object.body() instanceof StoredBody.Manifest manifest)) {
            if (number != 1) {
                throw notThere(number, 1);
            }
            ByteRange all = object.size() == 0 ? null : new ByteRange(0, object.size());
            return new SelectedBytes(object, all, null, null);
        }
        List<ManifestPart> parts = ManifestTable.find(store, manifest);
        if (parts.isEmpty()) {
            return null;
        }
        // AWS: the parts of a completed upload are numbered again from one; their original numbers may have gaps.
        if (number > parts.size()) {
            throw notThere(number, parts.size());
        }
        long offset = 0;
        for (ManifestPart part : parts.subList(0, number - 1)) {
            offset += part.size();
        }
        ManifestPart part = parts.get(number - 1);
        long length = part.size();
        Checksum whole = object.checksum();
        Checksum own = whole == null || !whole.composite() || part.checksum() == null
                ? null
                : new Checksum(whole.algorithm(), part.checksum(), true);
        return new SelectedBytes(object, length == 0 ? null : new ByteRange(offset, length), parts.size(), own);
    }

    private static AwsException notThere(int number, int count) {
        return new AwsException(
                S3Error.INVALID_PART_NUMBER,
                "The requested partnumber is not satisfiable",
                Map.of("ActualPartCount", Integer.toString(count), "PartNumberRequested", Integer.toString(number)));
    }

    /** Returns the range of the selected bytes. */
    ByteRange bytes() {
        return range == null ? new ByteRange(0, object.size()) : range;
    }

    /** Returns the value of Content-Range, or null when the read selects all bytes. */
    @Nullable
    String contentRange() {
        return range == null ? null : range.contentRange(object.size());
    }

    /** Returns the checksum that the response shows for the selected bytes, or null for none. */
    @Nullable
    Checksum shownChecksum(@Nullable String checksumMode) {
        if (!"ENABLED".equalsIgnoreCase(checksumMode)) {
            return null;
        } else if (partChecksum != null) {
            return partChecksum;
        }
        boolean whole = range == null || range.length() == object.size();
        return whole ? object.checksum() : null;
    }

    /** Returns whether the caller may see the number of tags. */
    static boolean tellsTagCount(
            ObjectAccess access,
            Bucket bucket,
            String key,
            VersionSelector selector,
            StoredObject object,
            RequestContext context) {
        return !object.tags().isEmpty()
                && context.decide(access.checkExisting("s3:GetObjectTagging", bucket, key, selector, context))
                        .allowed();
    }
}
