// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.ErrorCode;

/** The errors in the wire form of an S3 request. */
public enum RestXmlError implements ErrorCode {
    INVALID_ARGUMENT("InvalidArgument", 400),
    INVALID_REQUEST("InvalidRequest", 400),
    MALFORMED_XML("MalformedXML", 400),
    MAX_MESSAGE_LENGTH_EXCEEDED("MaxMessageLengthExceeded", 400),
    MISSING_REQUEST_BODY("MissingRequestBodyError", 400);

    private final String code;
    private final int status;

    RestXmlError(String code, int status) {
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
