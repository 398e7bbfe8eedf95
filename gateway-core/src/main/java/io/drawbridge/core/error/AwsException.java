// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only exception that reaches a client. Actions throw it, the protocol edge renders it, and no code in between
 * catches it. It has no stack trace, because its cause is the client's request.
 */
public final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient Map<String, String> details;
    private final transient @Nullable String reason;

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
        this(code, message, details, null);
    }

    private AwsException(ErrorCode code, String message, Map<String, String> details, @Nullable String reason) {
        super(message, null, false, false);
        this.code = Objects.requireNonNull(code);
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        this.reason = reason;
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
        return new AwsException(code, text(), newDetails, reason);
    }

    /**
     * Returns the reason that only the operator may know, because the text for the client hides it; null when the text
     * is the reason. It goes to the log and into no response.
     */
    public @Nullable String reason() {
        return reason;
    }

    /** Returns the same error with the reason that its text hides. */
    public AwsException because(String hiddenReason) {
        return new AwsException(code, text(), details, hiddenReason);
    }
}
