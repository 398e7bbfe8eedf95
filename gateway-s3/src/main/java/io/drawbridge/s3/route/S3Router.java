// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.model.S3Operation;
import org.jspecify.annotations.Nullable;

/**
 * Determines the operation of a request from its method, address, query and headers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">S3 operations</a>
 */
final class S3Router {
    private S3Router() {}

    /** @throws AwsException MethodNotAllowed when there is no such operation */
    static S3Operation operation(String method, S3Address address, FormParameters query, HttpHeaders headers) {
        S3Operation operation = find(method, address, query, headers);
        if (operation == null) {
            throw new AwsException(
                            S3Error.METHOD_NOT_ALLOWED, "The specified method is not allowed against this resource.")
                    .with("Method", method)
                    .with("ResourceType", resourceType(address, query));
        }
        return operation;
    }

    private static @Nullable S3Operation find(
            String method, S3Address address, FormParameters query, HttpHeaders headers) {
        if (address.bucket() == null) {
            return method.equals("GET") ? S3Operation.LIST_BUCKETS : null;
        }
        SubResource subResource = subResource(query);
        boolean object = address.key() != null;
        if (subResource != null && !method.equals("HEAD")) {
            return subOperation(subResource, method, object, query);
        }
        return object ? objectOperation(method, query, headers) : bucketOperation(method, query);
    }

    private static @Nullable S3Operation subOperation(
            SubResource subResource, String method, boolean object, FormParameters query) {
        S3Operation operation = subResource.methods(object).of(method);
        boolean list = method.equals("GET") && !object && !query.contains("id");
        if (list) {
            return switch (subResource) {
                case ANALYTICS -> S3Operation.LIST_BUCKET_ANALYTICS_CONFIGURATIONS;
                case INTELLIGENT_TIERING -> S3Operation.LIST_BUCKET_INTELLIGENT_TIERING_CONFIGURATIONS;
                case INVENTORY -> S3Operation.LIST_BUCKET_INVENTORY_CONFIGURATIONS;
                case METRICS -> S3Operation.LIST_BUCKET_METRICS_CONFIGURATIONS;
                default -> operation;
            };
        }
        if (subResource == SubResource.ANNOTATION && method.equals("GET") && query.contains("annotationName")) {
            return S3Operation.GET_OBJECT_ANNOTATION;
        }
        return operation;
    }

    private static @Nullable S3Operation bucketOperation(String method, FormParameters query) {
        return switch (method) {
            case "GET" ->
                query.first("list-type").filter("2"::equals).isPresent()
                        ? S3Operation.LIST_OBJECTS_V2
                        : S3Operation.LIST_OBJECTS;
            case "PUT" -> S3Operation.CREATE_BUCKET;
            case "HEAD" -> S3Operation.HEAD_BUCKET;
            case "DELETE" -> S3Operation.DELETE_BUCKET;
            default -> null;
        };
    }

    private static @Nullable S3Operation objectOperation(String method, FormParameters query, HttpHeaders headers) {
        boolean upload = query.contains("uploadId");
        return switch (method) {
            case "GET" -> upload ? S3Operation.LIST_PARTS : S3Operation.GET_OBJECT;
            case "HEAD" -> S3Operation.HEAD_OBJECT;
            case "DELETE" -> upload ? S3Operation.ABORT_MULTIPART_UPLOAD : S3Operation.DELETE_OBJECT;
            case "POST" -> upload ? S3Operation.COMPLETE_MULTIPART_UPLOAD : null;
            case "PUT" -> {
                boolean copy = headers.contains("x-amz-copy-source");
                if (upload && query.contains("partNumber")) {
                    yield copy ? S3Operation.UPLOAD_PART_COPY : S3Operation.UPLOAD_PART;
                }
                yield copy ? S3Operation.COPY_OBJECT : S3Operation.PUT_OBJECT;
            }
            default -> null;
        };
    }

    private static @Nullable SubResource subResource(FormParameters query) {
        for (int i = 0; i < query.size(); i++) {
            SubResource subResource = SubResource.of(query.name(i));
            if (subResource != null) {
                return subResource;
            }
        }
        return null;
    }

    private static String resourceType(S3Address address, FormParameters query) {
        SubResource subResource = subResource(query);
        if (subResource != null) {
            return subResource.name();
        }
        return address.bucket() == null ? "SERVICE" : address.key() == null ? "BUCKET" : "OBJECT";
    }
}
