// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.unconfigured;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import java.util.List;

/** An action on something that cannot be configured here: it answers what AWS answers for a bucket where nothing is. */
final class FixedAnswer<I extends Structure, O extends Structure> implements ApiAction<I, O> {
    private final BucketAccess access;
    private final FixedAnswerTable.Row<I, O> row;

    FixedAnswer(BucketAccess access, FixedAnswerTable.Row<I, O> row) {
        this.access = access;
        this.row = row;
    }

    @Override
    public Operation<I, O> operation() {
        return row.operation();
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(I input, RequestContext context) {
        Bucket bucket = access.find(row.bucketName().apply(input), context);
        return List.of(access.check(row.permission(), bucket, context));
    }

    @Override
    public O handle(I input, RequestContext context) {
        return row.answer().apply(access.find(row.bucketName().apply(input), context));
    }
}
