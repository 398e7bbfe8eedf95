// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

/** How a request was signed; the source of {@code s3:authType} and {@code s3:signatureversion}. */
public enum AuthenticationType {
    ANONYMOUS,
    SIGV4_HEADER,
    SIGV4_QUERY,
    SIGV4_POST,
    SIGV2_HEADER,
    SIGV2_QUERY,
    SIGV2_POST
}
