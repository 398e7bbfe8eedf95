// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/** In which service's words a refusal is told. */
public enum MessageStyle {
    /** IAM, STS, Organizations. */
    QUERY,
    /** S3: the resource in quotes, and {@code Access Denied} where no detail may be shown. */
    S3
}
