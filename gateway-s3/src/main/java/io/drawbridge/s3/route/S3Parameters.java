// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import java.util.Set;

/** The query parameters that decide about a request to S3: sub-resources, and what the operations of the model read. */
final class S3Parameters {
    /** The members of inputs that stand in the query and are no sub-resource; {@code S3ParametersTest} compares the model. */
    static final Set<String> MEMBERS = Set.of(
            "annotation-prefix",
            "annotationName",
            "bucket-region",
            "continuation-token",
            "delimiter",
            "encoding-type",
            "fetch-owner",
            "id",
            "key-marker",
            "marker",
            "max-annotation-results",
            "max-buckets",
            "max-directory-buckets",
            "max-keys",
            "max-parts",
            "max-uploads",
            "part-number-marker",
            "partNumber",
            "prefix",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "start-after",
            "upload-id-marker",
            "uploadId",
            "version-id-marker",
            "versionId");

    /** Chooses between the two lists of objects; it is no member of either. */
    private static final String LIST_TYPE = "list-type";

    private S3Parameters() {}

    /** Whether S3 reads a parameter of that exact name. */
    static boolean isRead(String name) {
        return SubResource.of(name) != null || MEMBERS.contains(name) || name.equals(LIST_TYPE);
    }
}
