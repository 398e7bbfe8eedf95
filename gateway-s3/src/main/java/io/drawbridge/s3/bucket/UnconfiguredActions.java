// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.S3Parts;
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
import io.drawbridge.s3.model.GetBucketVersioningRequest;
import io.drawbridge.s3.model.GetBucketVersioningResponse;
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
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be configured on buckets here: reading tells that nothing is configured, and removing succeeds. Writing
 * is not done.
 */
public final class UnconfiguredActions implements ActionFamily<S3Operation> {
    private final S3Parts parts;

    public UnconfiguredActions(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(S3Operation name) {
        ApiAction<?, ?> action = absence(name);
        if (action == null) {
            action = defaults(name);
        }
        return action == null ? emptyOrDone(name) : action;
    }

    private @Nullable ApiAction<?, ?> absence(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_CORS ->
                absent(
                        GetBucketCorsRequest.OPERATION,
                        "s3:GetBucketCORS",
                        GetBucketCorsRequest::bucket,
                        S3Error.NO_SUCH_CORS_CONFIGURATION,
                        "The CORS configuration does not exist");
            case GET_BUCKET_LIFECYCLE_CONFIGURATION ->
                absent(
                        GetBucketLifecycleConfigurationRequest.OPERATION,
                        "s3:GetLifecycleConfiguration",
                        GetBucketLifecycleConfigurationRequest::bucket,
                        S3Error.NO_SUCH_LIFECYCLE_CONFIGURATION,
                        "The lifecycle configuration does not exist");
            case GET_BUCKET_WEBSITE ->
                absent(
                        GetBucketWebsiteRequest.OPERATION,
                        "s3:GetBucketWebsite",
                        GetBucketWebsiteRequest::bucket,
                        S3Error.NO_SUCH_WEBSITE_CONFIGURATION,
                        "The specified bucket does not have a website configuration");
            case GET_BUCKET_REPLICATION ->
                absent(
                        GetBucketReplicationRequest.OPERATION,
                        "s3:GetReplicationConfiguration",
                        GetBucketReplicationRequest::bucket,
                        S3Error.REPLICATION_CONFIGURATION_NOT_FOUND_ERROR,
                        "The replication configuration was not found");
            case GET_OBJECT_LOCK_CONFIGURATION ->
                absent(
                        GetObjectLockConfigurationRequest.OPERATION,
                        "s3:GetBucketObjectLockConfiguration",
                        GetObjectLockConfigurationRequest::bucket,
                        S3Error.OBJECT_LOCK_CONFIGURATION_NOT_FOUND_ERROR,
                        "Object Lock configuration does not exist for this bucket");
            case GET_BUCKET_ANALYTICS_CONFIGURATION ->
                absent(
                        GetBucketAnalyticsConfigurationRequest.OPERATION,
                        "s3:GetAnalyticsConfiguration",
                        GetBucketAnalyticsConfigurationRequest::bucket,
                        S3Error.NO_SUCH_CONFIGURATION,
                        "The specified configuration does not exist.");
            case GET_BUCKET_INVENTORY_CONFIGURATION ->
                absent(
                        GetBucketInventoryConfigurationRequest.OPERATION,
                        "s3:GetInventoryConfiguration",
                        GetBucketInventoryConfigurationRequest::bucket,
                        S3Error.NO_SUCH_CONFIGURATION,
                        "The specified configuration does not exist.");
            case GET_BUCKET_METRICS_CONFIGURATION ->
                absent(
                        GetBucketMetricsConfigurationRequest.OPERATION,
                        "s3:GetMetricsConfiguration",
                        GetBucketMetricsConfigurationRequest::bucket,
                        S3Error.NO_SUCH_CONFIGURATION,
                        "The specified configuration does not exist.");
            case GET_BUCKET_INTELLIGENT_TIERING_CONFIGURATION ->
                absent(
                        GetBucketIntelligentTieringConfigurationRequest.OPERATION,
                        "s3:GetIntelligentTieringConfiguration",
                        GetBucketIntelligentTieringConfigurationRequest::bucket,
                        S3Error.NO_SUCH_CONFIGURATION,
                        "The specified configuration does not exist.");
            default -> null;
        };
    }

    private @Nullable ApiAction<?, ?> defaults(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_VERSIONING ->
                fixed(
                        GetBucketVersioningRequest.OPERATION,
                        "s3:GetBucketVersioning",
                        GetBucketVersioningRequest::bucket,
                        GetBucketVersioningResponse.builder().build());
            case GET_BUCKET_LOGGING ->
                fixed(
                        GetBucketLoggingRequest.OPERATION,
                        "s3:GetBucketLogging",
                        GetBucketLoggingRequest::bucket,
                        GetBucketLoggingResponse.builder().build());
            case GET_BUCKET_NOTIFICATION_CONFIGURATION ->
                fixed(
                        GetBucketNotificationConfigurationRequest.OPERATION,
                        "s3:GetBucketNotification",
                        GetBucketNotificationConfigurationRequest::bucket,
                        GetBucketNotificationConfigurationResponse.builder().build());
            case GET_BUCKET_ACCELERATE_CONFIGURATION ->
                fixed(
                        GetBucketAccelerateConfigurationRequest.OPERATION,
                        "s3:GetAccelerateConfiguration",
                        GetBucketAccelerateConfigurationRequest::bucket,
                        GetBucketAccelerateConfigurationResponse.builder().build());
            case GET_BUCKET_REQUEST_PAYMENT ->
                fixed(
                        GetBucketRequestPaymentRequest.OPERATION,
                        "s3:GetBucketRequestPayment",
                        GetBucketRequestPaymentRequest::bucket,
                        GetBucketRequestPaymentResponse.builder()
                                .payer("BucketOwner")
                                .build());
            case GET_BUCKET_ENCRYPTION ->
                fixed(
                        GetBucketEncryptionRequest.OPERATION,
                        "s3:GetEncryptionConfiguration",
                        GetBucketEncryptionRequest::bucket,
                        GetBucketEncryptionResponse.builder()
                                .serverSideEncryptionConfiguration(encryption())
                                .build());
            case GET_BUCKET_ABAC ->
                fixed(
                        GetBucketAbacRequest.OPERATION,
                        "s3:GetBucketAbac",
                        GetBucketAbacRequest::bucket,
                        GetBucketAbacResponse.builder()
                                .abacStatus(
                                        AbacStatus.builder().status("Disabled").build())
                                .build());
            default -> null;
        };
    }

    private @Nullable ApiAction<?, ?> emptyOrDone(S3Operation name) {
        return switch (name) {
            case LIST_BUCKET_ANALYTICS_CONFIGURATIONS ->
                fixed(
                        ListBucketAnalyticsConfigurationsRequest.OPERATION,
                        "s3:GetAnalyticsConfiguration",
                        ListBucketAnalyticsConfigurationsRequest::bucket,
                        ListBucketAnalyticsConfigurationsResponse.builder()
                                .isTruncated(false)
                                .build());
            case LIST_BUCKET_INVENTORY_CONFIGURATIONS ->
                fixed(
                        ListBucketInventoryConfigurationsRequest.OPERATION,
                        "s3:GetInventoryConfiguration",
                        ListBucketInventoryConfigurationsRequest::bucket,
                        ListBucketInventoryConfigurationsResponse.builder()
                                .isTruncated(false)
                                .build());
            case LIST_BUCKET_METRICS_CONFIGURATIONS ->
                fixed(
                        ListBucketMetricsConfigurationsRequest.OPERATION,
                        "s3:GetMetricsConfiguration",
                        ListBucketMetricsConfigurationsRequest::bucket,
                        ListBucketMetricsConfigurationsResponse.builder()
                                .isTruncated(false)
                                .build());
            case LIST_BUCKET_INTELLIGENT_TIERING_CONFIGURATIONS ->
                fixed(
                        ListBucketIntelligentTieringConfigurationsRequest.OPERATION,
                        "s3:GetIntelligentTieringConfiguration",
                        ListBucketIntelligentTieringConfigurationsRequest::bucket,
                        ListBucketIntelligentTieringConfigurationsResponse.builder()
                                .isTruncated(false)
                                .build());
            case DELETE_BUCKET_CORS ->
                fixed(
                        DeleteBucketCorsRequest.OPERATION,
                        "s3:PutBucketCORS",
                        DeleteBucketCorsRequest::bucket,
                        DeleteBucketCorsResponse.builder().build());
            case DELETE_BUCKET_LIFECYCLE ->
                fixed(
                        DeleteBucketLifecycleRequest.OPERATION,
                        "s3:PutLifecycleConfiguration",
                        DeleteBucketLifecycleRequest::bucket,
                        DeleteBucketLifecycleResponse.builder().build());
            case DELETE_BUCKET_WEBSITE ->
                fixed(
                        DeleteBucketWebsiteRequest.OPERATION,
                        "s3:DeleteBucketWebsite",
                        DeleteBucketWebsiteRequest::bucket,
                        DeleteBucketWebsiteResponse.builder().build());
            case DELETE_BUCKET_REPLICATION ->
                fixed(
                        DeleteBucketReplicationRequest.OPERATION,
                        "s3:PutReplicationConfiguration",
                        DeleteBucketReplicationRequest::bucket,
                        DeleteBucketReplicationResponse.builder().build());
            case DELETE_BUCKET_ENCRYPTION ->
                fixed(
                        DeleteBucketEncryptionRequest.OPERATION,
                        "s3:PutEncryptionConfiguration",
                        DeleteBucketEncryptionRequest::bucket,
                        DeleteBucketEncryptionResponse.builder().build());
            default -> null;
        };
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

    private <I extends Structure, O extends Structure> ApiAction<I, O> fixed(
            Operation<I, O> operation, String permission, Function<I, String> bucketName, O answer) {
        return new FixedAnswer<>(parts, operation, permission, bucketName, bucket -> answer);
    }

    private <I extends Structure, O extends Structure> ApiAction<I, O> absent(
            Operation<I, O> operation, String permission, Function<I, String> bucketName, S3Error error, String text) {
        return FixedAnswer.absent(parts, operation, permission, bucketName, error, text);
    }
}
