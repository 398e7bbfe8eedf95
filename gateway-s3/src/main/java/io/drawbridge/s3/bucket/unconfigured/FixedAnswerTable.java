// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.unconfigured;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.AbacStatus;
import io.drawbridge.s3.model.DeleteBucketCorsRequest;
import io.drawbridge.s3.model.DeleteBucketCorsResponse;
import io.drawbridge.s3.model.DeleteBucketEncryptionRequest;
import io.drawbridge.s3.model.DeleteBucketEncryptionResponse;
import io.drawbridge.s3.model.DeleteBucketLifecycleRequest;
import io.drawbridge.s3.model.DeleteBucketLifecycleResponse;
import io.drawbridge.s3.model.DeleteBucketReplicationRequest;
import io.drawbridge.s3.model.DeleteBucketReplicationResponse;
import io.drawbridge.s3.model.DeleteBucketWebsiteRequest;
import io.drawbridge.s3.model.DeleteBucketWebsiteResponse;
import io.drawbridge.s3.model.GetBucketAbacRequest;
import io.drawbridge.s3.model.GetBucketAbacResponse;
import io.drawbridge.s3.model.GetBucketAccelerateConfigurationRequest;
import io.drawbridge.s3.model.GetBucketAccelerateConfigurationResponse;
import io.drawbridge.s3.model.GetBucketAnalyticsConfigurationRequest;
import io.drawbridge.s3.model.GetBucketCorsRequest;
import io.drawbridge.s3.model.GetBucketEncryptionRequest;
import io.drawbridge.s3.model.GetBucketEncryptionResponse;
import io.drawbridge.s3.model.GetBucketIntelligentTieringConfigurationRequest;
import io.drawbridge.s3.model.GetBucketInventoryConfigurationRequest;
import io.drawbridge.s3.model.GetBucketLifecycleConfigurationRequest;
import io.drawbridge.s3.model.GetBucketLoggingRequest;
import io.drawbridge.s3.model.GetBucketLoggingResponse;
import io.drawbridge.s3.model.GetBucketMetricsConfigurationRequest;
import io.drawbridge.s3.model.GetBucketNotificationConfigurationRequest;
import io.drawbridge.s3.model.GetBucketNotificationConfigurationResponse;
import io.drawbridge.s3.model.GetBucketReplicationRequest;
import io.drawbridge.s3.model.GetBucketRequestPaymentRequest;
import io.drawbridge.s3.model.GetBucketRequestPaymentResponse;
import io.drawbridge.s3.model.GetBucketWebsiteRequest;
import io.drawbridge.s3.model.GetObjectLockConfigurationRequest;
import io.drawbridge.s3.model.ListBucketAnalyticsConfigurationsRequest;
import io.drawbridge.s3.model.ListBucketAnalyticsConfigurationsResponse;
import io.drawbridge.s3.model.ListBucketIntelligentTieringConfigurationsRequest;
import io.drawbridge.s3.model.ListBucketIntelligentTieringConfigurationsResponse;
import io.drawbridge.s3.model.ListBucketInventoryConfigurationsRequest;
import io.drawbridge.s3.model.ListBucketInventoryConfigurationsResponse;
import io.drawbridge.s3.model.ListBucketMetricsConfigurationsRequest;
import io.drawbridge.s3.model.ListBucketMetricsConfigurationsResponse;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.model.ServerSideEncryptionByDefault;
import io.drawbridge.s3.model.ServerSideEncryptionConfiguration;
import io.drawbridge.s3.model.ServerSideEncryptionRule;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of fixed answers: one row for each operation. Loaded when the first of them is called. */
final class FixedAnswerTable {
    /**
     * An operation with a fixed answer.
     *
     * @param permission the action that policies name
     * @param bucketName the bucket that a request names
     * @param answer the result, or AWS's error that there is no such configuration
     */
    record Row<I extends Structure, O extends Structure>(
            S3Operation name,
            Operation<I, O> operation,
            String permission,
            Function<I, String> bucketName,
            Function<Bucket, O> answer) {
        ApiAction<I, O> action(BucketAccess access) {
            return new FixedAnswer<>(access, this);
        }
    }

    private static final Map<S3Operation, Row<?, ?>> ROWS = byName(List.of(
            absent(
                    S3Operation.GET_BUCKET_CORS,
                    GetBucketCorsRequest.OPERATION,
                    "s3:GetBucketCORS",
                    GetBucketCorsRequest::bucket,
                    S3Error.NO_SUCH_CORS_CONFIGURATION,
                    "The CORS configuration does not exist"),
            absent(
                    S3Operation.GET_BUCKET_LIFECYCLE_CONFIGURATION,
                    GetBucketLifecycleConfigurationRequest.OPERATION,
                    "s3:GetLifecycleConfiguration",
                    GetBucketLifecycleConfigurationRequest::bucket,
                    S3Error.NO_SUCH_LIFECYCLE_CONFIGURATION,
                    "The lifecycle configuration does not exist"),
            absent(
                    S3Operation.GET_BUCKET_WEBSITE,
                    GetBucketWebsiteRequest.OPERATION,
                    "s3:GetBucketWebsite",
                    GetBucketWebsiteRequest::bucket,
                    S3Error.NO_SUCH_WEBSITE_CONFIGURATION,
                    "The specified bucket does not have a website configuration"),
            absent(
                    S3Operation.GET_BUCKET_REPLICATION,
                    GetBucketReplicationRequest.OPERATION,
                    "s3:GetReplicationConfiguration",
                    GetBucketReplicationRequest::bucket,
                    S3Error.REPLICATION_CONFIGURATION_NOT_FOUND_ERROR,
                    "The replication configuration was not found"),
            absent(
                    S3Operation.GET_OBJECT_LOCK_CONFIGURATION,
                    GetObjectLockConfigurationRequest.OPERATION,
                    "s3:GetBucketObjectLockConfiguration",
                    GetObjectLockConfigurationRequest::bucket,
                    S3Error.OBJECT_LOCK_CONFIGURATION_NOT_FOUND_ERROR,
                    "Object Lock configuration does not exist for this bucket"),
            absent(
                    S3Operation.GET_BUCKET_ANALYTICS_CONFIGURATION,
                    GetBucketAnalyticsConfigurationRequest.OPERATION,
                    "s3:GetAnalyticsConfiguration",
                    GetBucketAnalyticsConfigurationRequest::bucket,
                    S3Error.NO_SUCH_CONFIGURATION,
                    "The specified configuration does not exist."),
            absent(
                    S3Operation.GET_BUCKET_INVENTORY_CONFIGURATION,
                    GetBucketInventoryConfigurationRequest.OPERATION,
                    "s3:GetInventoryConfiguration",
                    GetBucketInventoryConfigurationRequest::bucket,
                    S3Error.NO_SUCH_CONFIGURATION,
                    "The specified configuration does not exist."),
            absent(
                    S3Operation.GET_BUCKET_METRICS_CONFIGURATION,
                    GetBucketMetricsConfigurationRequest.OPERATION,
                    "s3:GetMetricsConfiguration",
                    GetBucketMetricsConfigurationRequest::bucket,
                    S3Error.NO_SUCH_CONFIGURATION,
                    "The specified configuration does not exist."),
            absent(
                    S3Operation.GET_BUCKET_INTELLIGENT_TIERING_CONFIGURATION,
                    GetBucketIntelligentTieringConfigurationRequest.OPERATION,
                    "s3:GetIntelligentTieringConfiguration",
                    GetBucketIntelligentTieringConfigurationRequest::bucket,
                    S3Error.NO_SUCH_CONFIGURATION,
                    "The specified configuration does not exist."),
            fixed(
                    S3Operation.GET_BUCKET_LOGGING,
                    GetBucketLoggingRequest.OPERATION,
                    "s3:GetBucketLogging",
                    GetBucketLoggingRequest::bucket,
                    GetBucketLoggingResponse.builder().build()),
            fixed(
                    S3Operation.GET_BUCKET_NOTIFICATION_CONFIGURATION,
                    GetBucketNotificationConfigurationRequest.OPERATION,
                    "s3:GetBucketNotification",
                    GetBucketNotificationConfigurationRequest::bucket,
                    GetBucketNotificationConfigurationResponse.builder().build()),
            fixed(
                    S3Operation.GET_BUCKET_ACCELERATE_CONFIGURATION,
                    GetBucketAccelerateConfigurationRequest.OPERATION,
                    "s3:GetAccelerateConfiguration",
                    GetBucketAccelerateConfigurationRequest::bucket,
                    GetBucketAccelerateConfigurationResponse.builder().build()),
            fixed(
                    S3Operation.GET_BUCKET_REQUEST_PAYMENT,
                    GetBucketRequestPaymentRequest.OPERATION,
                    "s3:GetBucketRequestPayment",
                    GetBucketRequestPaymentRequest::bucket,
                    GetBucketRequestPaymentResponse.builder()
                            .payer("BucketOwner")
                            .build()),
            fixed(
                    S3Operation.GET_BUCKET_ENCRYPTION,
                    GetBucketEncryptionRequest.OPERATION,
                    "s3:GetEncryptionConfiguration",
                    GetBucketEncryptionRequest::bucket,
                    GetBucketEncryptionResponse.builder()
                            .serverSideEncryptionConfiguration(encryption())
                            .build()),
            fixed(
                    S3Operation.GET_BUCKET_ABAC,
                    GetBucketAbacRequest.OPERATION,
                    "s3:GetBucketAbac",
                    GetBucketAbacRequest::bucket,
                    GetBucketAbacResponse.builder()
                            .abacStatus(AbacStatus.builder().status("Disabled").build())
                            .build()),
            fixed(
                    S3Operation.LIST_BUCKET_ANALYTICS_CONFIGURATIONS,
                    ListBucketAnalyticsConfigurationsRequest.OPERATION,
                    "s3:GetAnalyticsConfiguration",
                    ListBucketAnalyticsConfigurationsRequest::bucket,
                    ListBucketAnalyticsConfigurationsResponse.builder()
                            .isTruncated(false)
                            .build()),
            fixed(
                    S3Operation.LIST_BUCKET_INVENTORY_CONFIGURATIONS,
                    ListBucketInventoryConfigurationsRequest.OPERATION,
                    "s3:GetInventoryConfiguration",
                    ListBucketInventoryConfigurationsRequest::bucket,
                    ListBucketInventoryConfigurationsResponse.builder()
                            .isTruncated(false)
                            .build()),
            fixed(
                    S3Operation.LIST_BUCKET_METRICS_CONFIGURATIONS,
                    ListBucketMetricsConfigurationsRequest.OPERATION,
                    "s3:GetMetricsConfiguration",
                    ListBucketMetricsConfigurationsRequest::bucket,
                    ListBucketMetricsConfigurationsResponse.builder()
                            .isTruncated(false)
                            .build()),
            fixed(
                    S3Operation.LIST_BUCKET_INTELLIGENT_TIERING_CONFIGURATIONS,
                    ListBucketIntelligentTieringConfigurationsRequest.OPERATION,
                    "s3:GetIntelligentTieringConfiguration",
                    ListBucketIntelligentTieringConfigurationsRequest::bucket,
                    ListBucketIntelligentTieringConfigurationsResponse.builder()
                            .isTruncated(false)
                            .build()),
            fixed(
                    S3Operation.DELETE_BUCKET_CORS,
                    DeleteBucketCorsRequest.OPERATION,
                    "s3:PutBucketCORS",
                    DeleteBucketCorsRequest::bucket,
                    DeleteBucketCorsResponse.builder().build()),
            fixed(
                    S3Operation.DELETE_BUCKET_LIFECYCLE,
                    DeleteBucketLifecycleRequest.OPERATION,
                    "s3:PutLifecycleConfiguration",
                    DeleteBucketLifecycleRequest::bucket,
                    DeleteBucketLifecycleResponse.builder().build()),
            fixed(
                    S3Operation.DELETE_BUCKET_WEBSITE,
                    DeleteBucketWebsiteRequest.OPERATION,
                    "s3:DeleteBucketWebsite",
                    DeleteBucketWebsiteRequest::bucket,
                    DeleteBucketWebsiteResponse.builder().build()),
            fixed(
                    S3Operation.DELETE_BUCKET_REPLICATION,
                    DeleteBucketReplicationRequest.OPERATION,
                    "s3:PutReplicationConfiguration",
                    DeleteBucketReplicationRequest::bucket,
                    DeleteBucketReplicationResponse.builder().build()),
            fixed(
                    S3Operation.DELETE_BUCKET_ENCRYPTION,
                    DeleteBucketEncryptionRequest.OPERATION,
                    "s3:PutEncryptionConfiguration",
                    DeleteBucketEncryptionRequest::bucket,
                    DeleteBucketEncryptionResponse.builder().build())));

    private FixedAnswerTable() {}

    /** Returns the row of an operation; null when there is none. */
    static @Nullable Row<?, ?> row(S3Operation name) {
        return ROWS.get(name);
    }

    static Set<S3Operation> operations() {
        return Collections.unmodifiableSet(ROWS.keySet());
    }

    /** @throws IllegalStateException when two rows are for one operation */
    static Map<S3Operation, Row<?, ?>> byName(List<Row<?, ?>> rows) {
        Map<S3Operation, Row<?, ?>> byName = new EnumMap<>(S3Operation.class);
        for (Row<?, ?> row : rows) {
            if (byName.put(row.name(), row) != null) {
                throw new IllegalStateException("fixed answers to " + row.name() + ": 2 (expected: 1)");
            }
        }
        return byName;
    }

    private static <I extends Structure, O extends Structure> Row<I, O> fixed(
            S3Operation name, Operation<I, O> operation, String permission, Function<I, String> bucketName, O answer) {
        return new Row<>(name, operation, permission, bucketName, bucket -> answer);
    }

    private static <I extends Structure, O extends Structure> Row<I, O> absent(
            S3Operation name,
            Operation<I, O> operation,
            String permission,
            Function<I, String> bucketName,
            S3Error error,
            String text) {
        return new Row<>(name, operation, permission, bucketName, bucket -> {
            throw new AwsException(error, text, Map.of("BucketName", bucket.name()));
        });
    }

    // AWS: every object is encrypted with S3's own keys unless another way is configured.
    private static ServerSideEncryptionConfiguration encryption() {
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(ServerSideEncryptionByDefault.builder()
                        .sseAlgorithm("AES256")
                        .build())
                .bucketKeyEnabled(false)
                .build();
        return ServerSideEncryptionConfiguration.builder().rules(List.of(rule)).build();
    }
}
