// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.S3AuthError;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.s3.model.S3Error;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a signed request says beyond its signature, and what it says in two ways, refuses it. */
final class SignedRequest {
    /**
     * Parameters that choose among the results of a list. Signature version 2 never covers them, in AWS neither; they
     * name no operation and no object. The first three belong to the signature itself.
     */
    private static final Set<String> FREE = Set.of(
            "AWSAccessKeyId",
            "Expires",
            "Signature",
            "bucket-region",
            "continuation-token",
            "delimiter",
            "encoding-type",
            "fetch-owner",
            "key-marker",
            "list-type",
            "marker",
            "max-buckets",
            "max-keys",
            "max-parts",
            "max-uploads",
            "part-number-marker",
            "prefix",
            "start-after",
            "upload-id-marker",
            "version-id-marker");

    private static final String AMZ = "x-amz-";

    /** User metadata may come in several fields. */
    private static final String METADATA = "x-amz-meta-";

    /** Headers whose value is a list, which a client may write into several fields; their readers read all of them. */
    private static final Set<String> LISTS =
            Set.of("x-amz-object-attributes", "x-amz-optional-object-attributes", "x-amz-trailer");

    /** More than S3 knows; every one is compared with those before it. */
    private static final int HEADERS_MAX = 200;

    private SignedRequest() {}

    /**
     * Passes when the signature covers every parameter that S3 reads, and no header of S3's is sent twice.
     *
     * @throws AwsException SignatureDoesNotMatch or InvalidArgument
     */
    static void require(HttpHeaders headers, FormParameters query, Authenticated authenticated) {
        Set<String> signed = authenticated.signedParameters();
        if (signed != null) {
            for (int i = 0; i < query.size(); i++) {
                String name = query.name(i);
                if (!signed.contains(name) && !FREE.contains(name) && S3Parameters.isRead(name)) {
                    throw new AwsException(
                            S3AuthError.SIGNATURE_DOES_NOT_MATCH,
                            "The request signature we calculated does not match the signature you provided. Check your"
                                    + " key and signing method.");
                }
            }
        }
        requireSingle(headers);
    }

    /** A signature joins the fields of one name, and a reader takes the first: both would see another value. */
    private static void requireSingle(HttpHeaders headers) {
        int checked = 0;
        for (int i = 0; i < headers.size(); i++) {
            if (!isSingle(headers.name(i))) {
                continue;
            }
            if (++checked > HEADERS_MAX) {
                throw new AwsException(
                        S3Error.INVALID_REQUEST, "The request has more than " + HEADERS_MAX + " x-amz- headers.");
            }
            for (int j = 0; j < i; j++) {
                if (HttpHeaders.isSameName(headers.name(i), headers.name(j))) {
                    requireList(headers.name(i).toLowerCase(Locale.ROOT), headers.value(i));
                }
            }
        }
    }

    private static boolean isSingle(String name) {
        return name.regionMatches(true, 0, AMZ, 0, AMZ.length())
                && !name.regionMatches(true, 0, METADATA, 0, METADATA.length());
    }

    private static void requireList(String name, String value) {
        if (!LISTS.contains(name)) {
            Map<String, String> details = new LinkedHashMap<>(4);
            details.put("ArgumentName", name);
            details.put("ArgumentValue", value);
            throw new AwsException(S3Error.INVALID_ARGUMENT, "The header " + name + " must be sent once.", details);
        }
    }
}
