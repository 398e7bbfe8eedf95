// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.CommonPrefix;
import io.drawbridge.s3.model.ListMultipartUploadsRequest;
import io.drawbridge.s3.model.ListMultipartUploadsResponse;
import io.drawbridge.s3.model.MultipartUpload;
import io.drawbridge.s3.object.ObjectErrors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the uploads in progress in a bucket, by key and time of initiation.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html">ListMultipartUploads</a>
 */
final class ListMultipartUploads implements ApiAction<ListMultipartUploadsRequest, ListMultipartUploadsResponse> {
    private final BucketAccess access;
    private final KeyValueStore store;

    ListMultipartUploads(BucketAccess access, KeyValueStore store) {
        this.access = access;
        this.store = store;
    }

    @Override
    public Operation<ListMultipartUploadsRequest, ListMultipartUploadsResponse> operation() {
        return ListMultipartUploadsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListMultipartUploadsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:ListBucketMultipartUploads", bucket, context));
    }

    @Override
    public ListMultipartUploadsResponse handle(ListMultipartUploadsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        Integer requestedMax = input.maxUploads();
        if (requestedMax != null && requestedMax < 0) {
            throw ObjectErrors.invalidArgument(
                    "Argument max-uploads must be an integer between 0 and 2147483647",
                    "max-uploads",
                    requestedMax.toString());
        }
        boolean url = encoded(input.encodingType());
        int max = requestedMax == null ? S3Limits.PAGE_MAX : Math.min(requestedMax, S3Limits.PAGE_MAX);
        Page page = store.read(transaction -> Page.read(transaction, bucket, input, max));
        return page.response(bucket, input, max, url);
    }

    private static boolean encoded(@Nullable String type) {
        if (type != null && !type.equals("url")) {
            throw ObjectErrors.invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type);
        }
        return type != null;
    }

    /** One page of a listing, while it is filled. */
    private static final class Page {
        private final List<UploadTable.Entry> entries = new ArrayList<>();
        private final List<String> prefixes = new ArrayList<>();
        private boolean truncated;
        private @Nullable String lastKey;
        private @Nullable UploadId lastId;

        static Page read(ReadTransaction transaction, Bucket bucket, ListMultipartUploadsRequest input, int max) {
            Page page = new Page();
            if (max == 0) {
                return page;
            }
            String prefix = text(input.prefix());
            String delimiter = text(input.delimiter());
            KeyRange range = UploadTable.range(bucket, prefix);
            Key start = start(bucket, input, prefix, delimiter);
            KeyRange rest = start == null ? range : range.startingAt(start);
            if (rest.isEmpty()) {
                return page;
            }
            ReadTransaction.Scan scan = transaction.scan(rest);
            for (Row row = scan.next(); row != null; row = scan.next()) {
                UploadTable.Entry entry = UploadTable.entry(row);
                if (page.entries.size() + page.prefixes.size() == max) {
                    page.truncated = true;
                    return page;
                }
                String common = common(entry.key(), prefix, delimiter);
                if (common == null) {
                    page.entries.add(entry);
                    page.lastKey = entry.key();
                    page.lastId = entry.id();
                } else {
                    page.prefixes.add(common);
                    page.lastKey = common;
                    page.lastId = null;
                    rest = range.startingAt(UploadTable.behindPrefix(bucket, common));
                    if (rest.isEmpty()) {
                        return page;
                    }
                    scan = transaction.scan(rest);
                }
            }
            return page;
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }

        /** Returns the position after which the listing continues, or null at its beginning. */
        private static @Nullable Key start(
                Bucket bucket, ListMultipartUploadsRequest input, String prefix, String delimiter) {
            String marker = input.keyMarker();
            if (marker == null || marker.isEmpty()) {
                return null;
            }
            String common = common(marker, prefix, delimiter);
            if (common != null) {
                return UploadTable.behindPrefix(bucket, common);
            }
            String idMarker = input.uploadIdMarker();
            return idMarker == null || idMarker.isEmpty()
                    ? UploadTable.behindKey(bucket, marker)
                    : UploadTable.after(bucket, marker, id(idMarker, bucket, marker));
        }

        private static UploadId id(String text, Bucket bucket, String key) {
            try {
                UploadId id = UploadId.parse(text);
                if (id.mayBelongTo(bucket, key)) {
                    return id;
                }
            } catch (AwsException e) {
                throw invalidMarker(text);
            }
            throw invalidMarker(text);
        }

        private static AwsException invalidMarker(String text) {
            return ObjectErrors.invalidArgument("Invalid uploadId marker", "upload-id-marker", text);
        }

        private static @Nullable String common(String key, String prefix, String delimiter) {
            if (delimiter.isEmpty() || !key.startsWith(prefix)) {
                return null;
            }
            int at = key.indexOf(delimiter, prefix.length());
            return at < 0 ? null : key.substring(0, at + delimiter.length());
        }

        ListMultipartUploadsResponse response(Bucket bucket, ListMultipartUploadsRequest input, int max, boolean url) {
            List<MultipartUpload> uploads = new ArrayList<>(entries.size());
            for (UploadTable.Entry entry : entries) {
                uploads.add(upload(entry, bucket, url));
            }
            List<CommonPrefix> common = new ArrayList<>(prefixes.size());
            for (String prefix : prefixes) {
                common.add(CommonPrefix.builder().prefix(encoded(prefix, url)).build());
            }
            return ListMultipartUploadsResponse.builder()
                    .bucket(input.bucket())
                    .keyMarker(encoded(text(input.keyMarker()), url))
                    .uploadIdMarker(text(input.keyMarker()).isEmpty() ? "" : text(input.uploadIdMarker()))
                    .prefix(text(input.prefix()).isEmpty() ? null : encoded(input.prefix(), url))
                    .delimiter(encoded(input.delimiter(), url))
                    .maxUploads(max)
                    .isTruncated(truncated)
                    .uploads(uploads)
                    .commonPrefixes(common)
                    .encodingType(url ? "url" : null)
                    .nextKeyMarker(encoded(text(lastKey), url))
                    .nextUploadIdMarker(lastId == null ? "" : lastId.text())
                    .build();
        }

        private static MultipartUpload upload(UploadTable.Entry entry, Bucket bucket, boolean url) {
            Upload upload = entry.upload();
            String storageClass = upload.headers().storageClass();
            return MultipartUpload.builder()
                    .uploadId(entry.id().text())
                    .key(encoded(entry.key(), url))
                    .initiated(upload.initiatedAt())
                    .storageClass(storageClass == null ? "STANDARD" : storageClass)
                    .owner(Initiators.owner(bucket))
                    .initiator(Initiators.of(upload, bucket))
                    .checksumAlgorithm(
                            upload.algorithm() == null
                                    ? null
                                    : upload.algorithm().name())
                    .checksumType(upload.checksumType())
                    .build();
        }

        private static @Nullable String encoded(@Nullable String text, boolean url) {
            return text == null || !url
                    ? text
                    : URLEncoder.encode(text, StandardCharsets.UTF_8)
                            .replace("%2F", "/")
                            .replace("%7E", "~")
                            .replace("*", "%2A");
        }
    }
}
