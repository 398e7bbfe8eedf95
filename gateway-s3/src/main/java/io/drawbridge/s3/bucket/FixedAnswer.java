// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An action on something that cannot be configured here: it answers what AWS answers for a bucket where nothing is.
 *
 * @param permission the action that policies name
 * @param bucketName the bucket that a request names
 * @param answer the result, or AWS's error that there is no such configuration
 */
record FixedAnswer<I extends Structure, O extends Structure>(
        S3Parts parts,
        Operation<I, O> operation,
        String permission,
        Function<I, String> bucketName,
        Function<Bucket, O> answer)
        implements ApiAction<I, O> {
    /** An answer that says that there is no such configuration. */
    static <I extends Structure, O extends Structure> FixedAnswer<I, O> absent(
            S3Parts parts,
            Operation<I, O> operation,
            String permission,
            Function<I, String> bucketName,
            S3Error error,
            String text) {
        return new FixedAnswer<>(parts, operation, permission, bucketName, bucket -> {
            throw new AwsException(error, text, Map.of("BucketName", bucket.name()));
        });
    }

    @Override
    public List<AccessCheck> accessChecks(I input, RequestContext context) {
        Bucket bucket = parts.access().find(bucketName.apply(input), context);
        return List.of(parts.access().check(permission, bucket, context));
    }

    @Override
    public O handle(I input, RequestContext context) {
        return answer.apply(parts.access().find(bucketName.apply(input), context));
    }
}
