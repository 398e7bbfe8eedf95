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
 * The part of an object that a read asks for.
 *
 * @param object as it lay there
 * @param range null for all of it
 * @param partsCount of a multipart object when a part was asked for; null otherwise
 */
record FoundObject(
        StoredObject object,
        @Nullable ByteRange range,
        @Nullable Integer partsCount) {
    /** What GetObject and HeadObject share of their parameters. */
    record Query(@Nullable String range, @Nullable Integer partNumber) {}

    /**
     * Chooses the part.
     *
     * @return null when the object was replaced since it was found
     * @throws AwsException InvalidRange, InvalidPartNumber, InvalidArgument or InvalidRequest
     */
    static @Nullable FoundObject choose(KeyValueStore store, StoredObject object, Query query) {
        Integer number = query.partNumber();
        if (number == null) {
            return new FoundObject(object, ByteRange.parse(query.range(), object.size()), null);
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
            return new FoundObject(object, all, null);
        }
        List<ManifestPart> parts = ManifestTable.find(store, manifest);
        if (parts.isEmpty()) {
            return null;
        }
        // AWS: the parts of a completed upload are counted anew; their numbers may have had gaps.
        if (number > parts.size()) {
            throw notThere(number, parts.size());
        }
        long offset = 0;
        for (ManifestPart part : parts.subList(0, number - 1)) {
            offset += part.size();
        }
        long length = parts.get(number - 1).size();
        return new FoundObject(object, length == 0 ? null : new ByteRange(offset, length), parts.size());
    }

    private static AwsException notThere(int number, int count) {
        return new AwsException(
                S3Error.INVALID_PART_NUMBER,
                "The requested partnumber is not satisfiable",
                Map.of("ActualPartCount", Integer.toString(count), "PartNumberRequested", Integer.toString(number)));
    }

    /** The bytes that the range covers. */
    ByteRange bytes() {
        return range == null ? new ByteRange(0, object.size()) : range;
    }

    /** The value of Content-Range; null when all was asked for. */
    @Nullable
    String contentRange() {
        return range == null ? null : range.contentRange(object.size());
    }

    /** The checksum that the response shows of what it bears; null for none. */
    @Nullable
    Checksum shownChecksum(@Nullable String checksumMode) {
        boolean whole = range == null || range.length() == object.size();
        return whole && "ENABLED".equalsIgnoreCase(checksumMode) ? object.checksum() : null;
    }

    /** Whether the caller may know how many tags there are. */
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
