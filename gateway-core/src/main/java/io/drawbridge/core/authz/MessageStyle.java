// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/** The service whose format a denial message has. */
public enum MessageStyle {
    /** IAM, STS, Organizations. */
    QUERY,
    /** S3: the resource in quotes, and {@code Access Denied} where no detail may be disclosed. */
    S3
}
