// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.S3AuthError;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.s3.model.S3Error;
import java.util.HashSet;
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
            "continuation-token",
            "delimiter",
            "encoding-type",
            "fetch-owner",
            "key-marker",
            "list-type",
            "marker",
            "max-keys",
            "max-parts",
            "max-uploads",
            "part-number-marker",
            "prefix",
            "start-after",
            "upload-id-marker",
            "version-id-marker");

    /** Headers that may come in several fields: user metadata. */
    private static final String METADATA = "x-amz-meta-";

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
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (name.regionMatches(true, 0, "x-amz-", 0, 6) && !name.regionMatches(true, 0, METADATA, 0, 11)) {
                String lower = name.toLowerCase(Locale.ROOT);
                if (!seen.add(lower)) {
                    Map<String, String> details = new LinkedHashMap<>(4);
                    details.put("ArgumentName", lower);
                    details.put("ArgumentValue", headers.value(i));
                    throw new AwsException(
                            S3Error.INVALID_ARGUMENT, "The header " + lower + " must be sent once.", details);
                }
            }
        }
    }
}
