// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors of S3 about objects, with the texts of AWS. */
public final class ObjectErrors {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private ObjectErrors() {}

    public static AwsException noSuchKey(String key) {
        return new AwsException(S3Error.NO_SUCH_KEY, "The specified key does not exist.", Map.of("Key", key));
    }

    /** A delete marker has no bytes and no metadata: it can only be deleted. */
    static AwsException deleteMarker(String method, DeleteMarker marker) {
        return new AwsException(
                        S3Error.METHOD_NOT_ALLOWED, "The specified method is not allowed against this resource.")
                .with("Method", method)
                .with("ResourceType", "DeleteMarker")
                .with("Allow", "DELETE")
                .with("Last-Modified", HTTP_DATE.format(marker.lastModified()));
    }

    public static AwsException accessDenied() {
        return new AwsException(S3Error.ACCESS_DENIED, "Access Denied");
    }

    /** @param condition the header that does not hold, such as {@code If-Match} */
    public static AwsException preconditionFailed(String condition) {
        return new AwsException(
                S3Error.PRECONDITION_FAILED,
                "At least one of the pre-conditions you specified did not hold",
                Map.of("Condition", condition));
    }

    public static AwsException invalidArgument(String message, String name, String value) {
        Map<String, String> details = new LinkedHashMap<>(4);
        details.put("ArgumentName", name);
        details.put("ArgumentValue", value);
        return new AwsException(S3Error.INVALID_ARGUMENT, message, details);
    }

    public static AwsException invalidRequest(String message) {
        return new AwsException(S3Error.INVALID_REQUEST, message);
    }

    /**
     * @param header that requests a feature that is not served
     */
    public static AwsException notImplemented(String header) {
        return new AwsException(
                S3Error.NOT_IMPLEMENTED,
                "A header you provided implies functionality that is not implemented",
                Map.of("Header", header));
    }

    /**
     * @param header that requests a feature that is not served
     * @param reason in AWS's words
     */
    static AwsException notImplemented(String header, String reason) {
        return notImplemented(header).with("additionalMessage", reason);
    }

    /** @throws AwsException InvalidArgument when the request would bypass object lock, which no bucket has */
    static void refuseBypass(@Nullable Boolean bypass) {
        if (Boolean.TRUE.equals(bypass)) {
            throw new AwsException(
                    S3Error.INVALID_ARGUMENT,
                    "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
                    Map.of("ArgumentName", "x-amz-bypass-governance-retention"));
        }
    }

    /** @param code such as EntityTooLarge */
    static AwsException tooLarge(S3Error code, String message, String sizeElement, long size, long sizeMax) {
        Map<String, String> details = new LinkedHashMap<>(4);
        details.put(sizeElement, Long.toString(size));
        details.put("MaxSizeAllowed", Long.toString(sizeMax));
        return new AwsException(code, message, details);
    }
}
