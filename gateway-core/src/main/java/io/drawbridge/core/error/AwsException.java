// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The only exception that reaches a client. Actions throw it, the protocol edge renders it, and no code in between
 * catches it. It has no stack trace, because its cause is the client's request.
 */
public final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient Map<String, String> details;

    /**
     * @param code the error code
     * @param message the text that AWS uses
     */
    public AwsException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /**
     * @param code the error code
     * @param message the text that AWS uses
     * @param details further elements of an S3 error document, such as {@code BucketName}, in wire order
     */
    public AwsException(ErrorCode code, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.code = Objects.requireNonNull(code);
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public ErrorCode code() {
        return code;
    }

    /** Returns the text for the client; never absent. */
    public String text() {
        return Objects.requireNonNullElse(getMessage(), "");
    }

    /** Returns further elements of an S3 error document, in wire order. */
    public Map<String, String> details() {
        return details;
    }

    /** Returns the same error with one more element for an S3 error document. */
    public AwsException with(String element, String value) {
        Map<String, String> newDetails = new LinkedHashMap<>(details);
        newDetails.put(element, value);
        return new AwsException(code, text(), newDetails);
    }
}
