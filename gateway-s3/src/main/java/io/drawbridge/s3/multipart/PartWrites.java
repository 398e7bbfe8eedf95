// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.object.BlobUses;
import io.drawbridge.s3.object.BodyReceiver;
import io.drawbridge.s3.object.ObjectErrors;
import io.drawbridge.s3.object.ObjectWrites;
import io.drawbridge.s3.object.ReceivedBody;
import io.drawbridge.s3.object.WriteCondition;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Stores parts. Safe for many threads. */
final class PartWrites {
    private final BodyReceiver receiver;
    private final ObjectWrites writes;
    private final UploadTable uploads;
    private final Clock clock;

    PartWrites(BodyReceiver receiver, ObjectWrites writes, Clock clock, UploadTable uploads) {
        this.receiver = receiver;
        this.writes = writes;
        this.uploads = uploads;
        this.clock = clock;
    }

    /** @throws io.drawbridge.core.error.AwsException InvalidArgument */
    static void checkNumber(int number) {
        if (number < 1 || number > S3Limits.PART_NUMBER_MAX) {
            throw ObjectErrors.invalidArgument(
                    "Part number must be an integer between 1 and 10000, inclusive",
                    "partNumber",
                    Integer.toString(number));
        }
    }

    /**
     * Stores a part and replaces an earlier one with the same number. When this fails, the bytes are removed.
     *
     * @throws io.drawbridge.core.error.AwsException NoSuchUpload when the upload ended meanwhile
     */
    UploadedPart publish(Bucket bucket, String key, UploadId id, int number, ReceivedBody body) {
        UploadedPart part = UploadedPart.of(number, body, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        receiver.publish(
                body,
                () -> writes.change(bucket, WriteCondition.NONE, (transaction, current, garbage) -> {
                    uploads.require(transaction, bucket, key, id);
                    writes.take(transaction, body);
                    uploads.part(transaction, id, number)
                            .map(UploadedPart::blobId)
                            .ifPresent(blobId -> BlobUses.release(transaction, garbage, blobId));
                    uploads.putPart(transaction, id, part);
                    return true;
                }));
        return part;
    }
}
