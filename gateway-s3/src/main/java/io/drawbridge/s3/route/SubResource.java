// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.s3.model.S3Operation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sub-resources of buckets and objects: query parameters that select another operation, served here or not. */
public enum SubResource {
    ABAC("abac", new Methods(S3Operation.GET_BUCKET_ABAC, S3Operation.PUT_BUCKET_ABAC, null, null), Methods.NONE),
    ACCELERATE(
            "accelerate",
            new Methods(
                    S3Operation.GET_BUCKET_ACCELERATE_CONFIGURATION,
                    S3Operation.PUT_BUCKET_ACCELERATE_CONFIGURATION,
                    null,
                    null),
            Methods.NONE),
    ACL(
            "acl",
            new Methods(S3Operation.GET_BUCKET_ACL, S3Operation.PUT_BUCKET_ACL, null, null),
            new Methods(S3Operation.GET_OBJECT_ACL, S3Operation.PUT_OBJECT_ACL, null, null)),
    ANALYTICS(
            "analytics",
            new Methods(
                    S3Operation.GET_BUCKET_ANALYTICS_CONFIGURATION,
                    S3Operation.PUT_BUCKET_ANALYTICS_CONFIGURATION,
                    null,
                    S3Operation.DELETE_BUCKET_ANALYTICS_CONFIGURATION),
            Methods.NONE),
    ANNOTATION(
            "annotation",
            Methods.NONE,
            new Methods(
                    S3Operation.LIST_OBJECT_ANNOTATIONS,
                    S3Operation.PUT_OBJECT_ANNOTATION,
                    null,
                    S3Operation.DELETE_OBJECT_ANNOTATION)),
    ATTRIBUTES("attributes", Methods.NONE, new Methods(S3Operation.GET_OBJECT_ATTRIBUTES, null, null, null)),
    CORS(
            "cors",
            new Methods(S3Operation.GET_BUCKET_CORS, S3Operation.PUT_BUCKET_CORS, null, S3Operation.DELETE_BUCKET_CORS),
            Methods.NONE),
    DELETE("delete", new Methods(null, null, S3Operation.DELETE_OBJECTS, null), Methods.NONE),
    ENCRYPTION(
            "encryption",
            new Methods(
                    S3Operation.GET_BUCKET_ENCRYPTION,
                    S3Operation.PUT_BUCKET_ENCRYPTION,
                    null,
                    S3Operation.DELETE_BUCKET_ENCRYPTION),
            new Methods(null, S3Operation.UPDATE_OBJECT_ENCRYPTION, null, null)),
    INTELLIGENT_TIERING(
            "intelligent-tiering",
            new Methods(
                    S3Operation.GET_BUCKET_INTELLIGENT_TIERING_CONFIGURATION,
                    S3Operation.PUT_BUCKET_INTELLIGENT_TIERING_CONFIGURATION,
                    null,
                    S3Operation.DELETE_BUCKET_INTELLIGENT_TIERING_CONFIGURATION),
            Methods.NONE),
    INVENTORY(
            "inventory",
            new Methods(
                    S3Operation.GET_BUCKET_INVENTORY_CONFIGURATION,
                    S3Operation.PUT_BUCKET_INVENTORY_CONFIGURATION,
                    null,
                    S3Operation.DELETE_BUCKET_INVENTORY_CONFIGURATION),
            Methods.NONE),
    LEGAL_HOLD(
            "legal-hold",
            Methods.NONE,
            new Methods(S3Operation.GET_OBJECT_LEGAL_HOLD, S3Operation.PUT_OBJECT_LEGAL_HOLD, null, null)),
    LIFECYCLE(
            "lifecycle",
            new Methods(
                    S3Operation.GET_BUCKET_LIFECYCLE_CONFIGURATION,
                    S3Operation.PUT_BUCKET_LIFECYCLE_CONFIGURATION,
                    null,
                    S3Operation.DELETE_BUCKET_LIFECYCLE),
            Methods.NONE),
    LOCATION("location", new Methods(S3Operation.GET_BUCKET_LOCATION, null, null, null), Methods.NONE),
    LOGGING(
            "logging",
            new Methods(S3Operation.GET_BUCKET_LOGGING, S3Operation.PUT_BUCKET_LOGGING, null, null),
            Methods.NONE),
    METADATA_ANNOTATION_TABLE(
            "metadataAnnotationTable",
            new Methods(null, S3Operation.UPDATE_BUCKET_METADATA_ANNOTATION_TABLE_CONFIGURATION, null, null),
            Methods.NONE),
    METADATA_CONFIGURATION(
            "metadataConfiguration",
            new Methods(
                    S3Operation.GET_BUCKET_METADATA_CONFIGURATION,
                    null,
                    S3Operation.CREATE_BUCKET_METADATA_CONFIGURATION,
                    S3Operation.DELETE_BUCKET_METADATA_CONFIGURATION),
            Methods.NONE),
    METADATA_INVENTORY_TABLE(
            "metadataInventoryTable",
            new Methods(null, S3Operation.UPDATE_BUCKET_METADATA_INVENTORY_TABLE_CONFIGURATION, null, null),
            Methods.NONE),
    METADATA_JOURNAL_TABLE(
            "metadataJournalTable",
            new Methods(null, S3Operation.UPDATE_BUCKET_METADATA_JOURNAL_TABLE_CONFIGURATION, null, null),
            Methods.NONE),
    METADATA_TABLE(
            "metadataTable",
            new Methods(
                    S3Operation.GET_BUCKET_METADATA_TABLE_CONFIGURATION,
                    null,
                    S3Operation.CREATE_BUCKET_METADATA_TABLE_CONFIGURATION,
                    S3Operation.DELETE_BUCKET_METADATA_TABLE_CONFIGURATION),
            Methods.NONE),
    METRICS(
            "metrics",
            new Methods(
                    S3Operation.GET_BUCKET_METRICS_CONFIGURATION,
                    S3Operation.PUT_BUCKET_METRICS_CONFIGURATION,
                    null,
                    S3Operation.DELETE_BUCKET_METRICS_CONFIGURATION),
            Methods.NONE),
    NOTIFICATION(
            "notification",
            new Methods(
                    S3Operation.GET_BUCKET_NOTIFICATION_CONFIGURATION,
                    S3Operation.PUT_BUCKET_NOTIFICATION_CONFIGURATION,
                    null,
                    null),
            Methods.NONE),
    OBJECT_LOCK(
            "object-lock",
            new Methods(
                    S3Operation.GET_OBJECT_LOCK_CONFIGURATION, S3Operation.PUT_OBJECT_LOCK_CONFIGURATION, null, null),
            Methods.NONE),
    OWNERSHIP_CONTROLS(
            "ownershipControls",
            new Methods(
                    S3Operation.GET_BUCKET_OWNERSHIP_CONTROLS,
                    S3Operation.PUT_BUCKET_OWNERSHIP_CONTROLS,
                    null,
                    S3Operation.DELETE_BUCKET_OWNERSHIP_CONTROLS),
            Methods.NONE),
    POLICY(
            "policy",
            new Methods(
                    S3Operation.GET_BUCKET_POLICY,
                    S3Operation.PUT_BUCKET_POLICY,
                    null,
                    S3Operation.DELETE_BUCKET_POLICY),
            Methods.NONE),
    POLICY_STATUS("policyStatus", new Methods(S3Operation.GET_BUCKET_POLICY_STATUS, null, null, null), Methods.NONE),
    PUBLIC_ACCESS_BLOCK(
            "publicAccessBlock",
            new Methods(
                    S3Operation.GET_PUBLIC_ACCESS_BLOCK,
                    S3Operation.PUT_PUBLIC_ACCESS_BLOCK,
                    null,
                    S3Operation.DELETE_PUBLIC_ACCESS_BLOCK),
            Methods.NONE),
    RENAME_OBJECT("renameObject", Methods.NONE, new Methods(null, S3Operation.RENAME_OBJECT, null, null)),
    REPLICATION(
            "replication",
            new Methods(
                    S3Operation.GET_BUCKET_REPLICATION,
                    S3Operation.PUT_BUCKET_REPLICATION,
                    null,
                    S3Operation.DELETE_BUCKET_REPLICATION),
            Methods.NONE),
    REQUEST_PAYMENT(
            "requestPayment",
            new Methods(S3Operation.GET_BUCKET_REQUEST_PAYMENT, S3Operation.PUT_BUCKET_REQUEST_PAYMENT, null, null),
            Methods.NONE),
    RESTORE("restore", Methods.NONE, new Methods(null, null, S3Operation.RESTORE_OBJECT, null)),
    RETENTION(
            "retention",
            Methods.NONE,
            new Methods(S3Operation.GET_OBJECT_RETENTION, S3Operation.PUT_OBJECT_RETENTION, null, null)),
    SELECT("select", Methods.NONE, new Methods(null, null, S3Operation.SELECT_OBJECT_CONTENT, null)),
    SESSION("session", new Methods(S3Operation.CREATE_SESSION, null, null, null), Methods.NONE),
    TAGGING(
            "tagging",
            new Methods(
                    S3Operation.GET_BUCKET_TAGGING,
                    S3Operation.PUT_BUCKET_TAGGING,
                    null,
                    S3Operation.DELETE_BUCKET_TAGGING),
            new Methods(
                    S3Operation.GET_OBJECT_TAGGING,
                    S3Operation.PUT_OBJECT_TAGGING,
                    null,
                    S3Operation.DELETE_OBJECT_TAGGING)),
    TORRENT("torrent", Methods.NONE, new Methods(S3Operation.GET_OBJECT_TORRENT, null, null, null)),
    UPLOADS(
            "uploads",
            new Methods(S3Operation.LIST_MULTIPART_UPLOADS, null, null, null),
            new Methods(null, null, S3Operation.CREATE_MULTIPART_UPLOAD, null)),
    VERSIONING(
            "versioning",
            new Methods(S3Operation.GET_BUCKET_VERSIONING, S3Operation.PUT_BUCKET_VERSIONING, null, null),
            Methods.NONE),
    VERSIONS("versions", new Methods(S3Operation.LIST_OBJECT_VERSIONS, null, null, null), Methods.NONE),
    WEBSITE(
            "website",
            new Methods(
                    S3Operation.GET_BUCKET_WEBSITE,
                    S3Operation.PUT_BUCKET_WEBSITE,
                    null,
                    S3Operation.DELETE_BUCKET_WEBSITE),
            Methods.NONE);

    private static final Map<String, SubResource> BY_PARAMETER = new HashMap<>();

    static {
        for (SubResource subResource : values()) {
            BY_PARAMETER.put(subResource.parameter, subResource);
        }
    }

    private final String parameter;
    private final Methods onBucket;
    private final Methods onObject;

    SubResource(String parameter, Methods onBucket, Methods onObject) {
        this.parameter = parameter;
        this.onBucket = onBucket;
        this.onObject = onObject;
    }

    /** The operations by HTTP method; null where there is none. */
    public record Methods(
            @Nullable S3Operation get,
            @Nullable S3Operation put,
            @Nullable S3Operation post,
            @Nullable S3Operation delete) {
        static final Methods NONE = new Methods(null, null, null, null);

        public @Nullable S3Operation of(String method) {
            return switch (method) {
                case "GET" -> get;
                case "PUT" -> put;
                case "POST" -> post;
                case "DELETE" -> delete;
                default -> null;
            };
        }
    }

    /** Returns the sub-resource that the query parameter names, or null for any other parameter. */
    public static @Nullable SubResource of(String parameter) {
        return BY_PARAMETER.get(parameter);
    }

    /** Returns whether any operation on an object has this selector. */
    boolean selectsObjects() {
        return !onObject.equals(Methods.NONE);
    }

    /** Returns the operations on a bucket, or on an object. */
    public Methods methods(boolean object) {
        return object ? onObject : onBucket;
    }
}
