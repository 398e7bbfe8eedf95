// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import io.drawbridge.core.error.ErrorCode;

/**
 * The error codes of S3 for invalid bucket policies.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
 */
public enum PolicyError implements ErrorCode {
    MALFORMED_POLICY("MalformedPolicy", 400),
    POLICY_TOO_LARGE("PolicyTooLarge", 400);

    private final String code;
    private final int status;

    PolicyError(String code, int status) {
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
