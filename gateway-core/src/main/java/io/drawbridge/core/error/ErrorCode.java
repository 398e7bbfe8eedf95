// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.error;

/** An error of an AWS API. Each service has one enum of these; clients parse the code. */
public interface ErrorCode {
    /** Returns the code on the wire, such as {@code NoSuchEntity}. */
    String code();

    /** Returns the HTTP status, 300 to 599. */
    int status();
}
