// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.unconfigured;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.S3Operation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What cannot be configured on buckets here: reading answers that nothing is configured, and removing succeeds. Writing
 * is not done. {@link FixedAnswerTable} has the answers.
 */
public final class UnconfiguredActions implements ActionFamily<S3Operation> {
    /** The operations of the table, known without loading it. */
    private static final Set<S3Operation> OPERATIONS = Collections.unmodifiableSet(EnumSet.of(
            S3Operation.GET_BUCKET_CORS,
            S3Operation.GET_BUCKET_LIFECYCLE_CONFIGURATION,
            S3Operation.GET_BUCKET_WEBSITE,
            S3Operation.GET_BUCKET_REPLICATION,
            S3Operation.GET_OBJECT_LOCK_CONFIGURATION,
            S3Operation.GET_BUCKET_ANALYTICS_CONFIGURATION,
            S3Operation.GET_BUCKET_INVENTORY_CONFIGURATION,
            S3Operation.GET_BUCKET_METRICS_CONFIGURATION,
            S3Operation.GET_BUCKET_INTELLIGENT_TIERING_CONFIGURATION,
            S3Operation.GET_BUCKET_LOGGING,
            S3Operation.GET_BUCKET_NOTIFICATION_CONFIGURATION,
            S3Operation.GET_BUCKET_ACCELERATE_CONFIGURATION,
            S3Operation.GET_BUCKET_REQUEST_PAYMENT,
            S3Operation.GET_BUCKET_ENCRYPTION,
            S3Operation.GET_BUCKET_ABAC,
            S3Operation.LIST_BUCKET_ANALYTICS_CONFIGURATIONS,
            S3Operation.LIST_BUCKET_INVENTORY_CONFIGURATIONS,
            S3Operation.LIST_BUCKET_METRICS_CONFIGURATIONS,
            S3Operation.LIST_BUCKET_INTELLIGENT_TIERING_CONFIGURATIONS,
            S3Operation.DELETE_BUCKET_CORS,
            S3Operation.DELETE_BUCKET_LIFECYCLE,
            S3Operation.DELETE_BUCKET_WEBSITE,
            S3Operation.DELETE_BUCKET_REPLICATION,
            S3Operation.DELETE_BUCKET_ENCRYPTION));

    private final BucketAccess access;

    public UnconfiguredActions(BucketAccess access) {
        this.access = access;
    }

    /** Returns the operations that have a fixed answer. */
    public static Set<S3Operation> fixedAnswers() {
        return OPERATIONS;
    }

    @Override
    public Set<S3Operation> operations() {
        return OPERATIONS;
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        FixedAnswerTable.Row<?, ?> row = FixedAnswerTable.row(name);
        if (row == null) {
            throw ActionFamily.notServed(name);
        }
        return row.action(access);
    }
}
