// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.error;

/** An error that an AWS API can answer. Each service has one enum of these; clients parse the code. */
public interface ErrorCode {
    /** The code on the wire, such as {@code NoSuchEntity}. */
    String code();

    /** The HTTP status, 300 to 599. */
    int status();
}
