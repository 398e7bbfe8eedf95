// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.model.S3Operation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines the operation of a request from its method, address, query and headers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">S3 operations</a>
 */
final class S3Router {
    private static final String UPLOAD_ID = "uploadId";
    private static final String PART_NUMBER = "partNumber";

    private S3Router() {}

    /** @throws AwsException MethodNotAllowed when there is no such operation, or InvalidArgument */
    static S3Operation operation(String method, S3Address address, FormParameters query, HttpHeaders headers) {
        if (method.equals("OPTIONS") && address.bucket() != null) {
            throw preflight(address, headers);
        }
        Selectors selectors = Selectors.of(address.key() != null, method, query);
        S3Operation operation = find(method, address, query, headers, selectors);
        if (operation == null) {
            throw new AwsException(
                            S3Error.METHOD_NOT_ALLOWED, "The specified method is not allowed against this resource.")
                    .with("Method", method)
                    .with("ResourceType", resourceType(address, selectors))
                    .with("Allow", String.join(", ", allowed(address, selectors)));
        }
        return operation;
    }

    /** No bucket has rules for other origins, so that a browser gets AWS's answer without any. */
    private static AwsException preflight(S3Address address, HttpHeaders headers) {
        if (!headers.contains("Origin")) {
            return new AwsException(S3Error.BAD_REQUEST, "Insufficient information. Origin request header needed.");
        }
        return new AwsException(S3Error.ACCESS_FORBIDDEN, "CORSResponse: CORS is not enabled for this bucket.")
                .with("Method", headers.first("Access-Control-Request-Method").orElse("OPTIONS"))
                .with("ResourceType", address.key() == null ? "BUCKET" : "OBJECT");
    }

    /**
     * The parameters of a query that select another operation than that of the bucket or object itself.
     *
     * @param subResource null for none
     * @param upload whether there is an upload id
     */
    private record Selectors(@Nullable SubResource subResource, boolean upload) {
        /** @throws AwsException InvalidArgument for more than one selector */
        static Selectors of(boolean object, String method, FormParameters query) {
            boolean reads = method.equals("GET") || method.equals("HEAD");
            SubResource found = null;
            String first = object && query.contains(UPLOAD_ID) ? UPLOAD_ID : null;
            for (int i = 0; i < query.size(); i++) {
                String name = query.name(i);
                SubResource subResource = SubResource.of(name);
                // AWS: a read of an object with a selector of buckets sends the object.
                boolean selects = subResource != null && !(object && reads && !subResource.selectsObjects());
                if (!selects || name.equals(first)) {
                    continue;
                }
                if (first != null) {
                    throw new AwsException(
                                    S3Error.INVALID_ARGUMENT,
                                    "Conflicting query string parameters: " + first + ", " + name)
                            .with("ArgumentName", "ResourceType")
                            .with("ArgumentValue", first);
                }
                found = subResource;
                first = name;
            }
            return new Selectors(found, UPLOAD_ID.equals(first));
        }
    }

    private static @Nullable S3Operation find(
            String method, S3Address address, FormParameters query, HttpHeaders headers, Selectors selectors) {
        if (address.bucket() == null) {
            return method.equals("GET") ? S3Operation.LIST_BUCKETS : null;
        }
        boolean object = address.key() != null;
        if (selectors.subResource() != null) {
            return subOperation(selectors.subResource(), method, object, query);
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
        boolean upload = query.contains(UPLOAD_ID);
        boolean part = query.contains(PART_NUMBER);
        boolean writes = method.equals("PUT") || method.equals("DELETE") || method.equals("POST");
        if (part && !upload && writes) {
            throw new AwsException(
                            S3Error.INVALID_ARGUMENT, "This operation does not accept partNumber without uploadId")
                    .with("ArgumentName", PART_NUMBER)
                    .with("ArgumentValue", PART_NUMBER);
        }
        return switch (method) {
            case "GET" -> upload ? S3Operation.LIST_PARTS : S3Operation.GET_OBJECT;
            case "HEAD" -> upload ? null : S3Operation.HEAD_OBJECT;
            case "DELETE" -> upload ? S3Operation.ABORT_MULTIPART_UPLOAD : S3Operation.DELETE_OBJECT;
            case "POST" -> upload ? S3Operation.COMPLETE_MULTIPART_UPLOAD : null;
            case "PUT" -> {
                boolean copy = headers.contains("x-amz-copy-source");
                if (upload) {
                    yield !part ? null : copy ? S3Operation.UPLOAD_PART_COPY : S3Operation.UPLOAD_PART;
                }
                yield copy ? S3Operation.COPY_OBJECT : S3Operation.PUT_OBJECT;
            }
            default -> null;
        };
    }

    private static String resourceType(S3Address address, Selectors selectors) {
        if (selectors.subResource() != null) {
            return selectors.subResource().name();
        } else if (selectors.upload()) {
            return "UPLOAD";
        }
        return address.bucket() == null ? "SERVICE" : address.key() == null ? "BUCKET" : "OBJECT";
    }

    /** Returns the methods that the resource has, in AWS's order. */
    private static List<String> allowed(S3Address address, Selectors selectors) {
        SubResource subResource = selectors.subResource();
        if (address.bucket() == null) {
            return List.of("GET");
        } else if (subResource != null) {
            SubResource.Methods methods = subResource.methods(address.key() != null);
            return Stream.of("DELETE", "POST", "GET", "PUT")
                    .filter(method -> methods.of(method) != null)
                    .toList();
        }
        // AWS: PUT is not among them, because a part has a number too.
        return selectors.upload() ? List.of("DELETE", "POST", "GET") : List.of("HEAD", "DELETE", "GET", "PUT");
    }
}
