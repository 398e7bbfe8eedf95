// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.error;

/**
 * The error codes of every service of the JSON protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html">Common errors</a>
 */
public enum JsonError implements ErrorCode {
    ACCESS_DENIED("AccessDeniedException", 400),
    INTERNAL_FAILURE("InternalFailure", 500),
    NOT_IMPLEMENTED("NotImplemented", 501),
    SERIALIZATION("SerializationException", 400),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    THROTTLING("ThrottlingException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    VALIDATION("ValidationException", 400);

    private final String code;
    private final int status;

    JsonError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }
}
