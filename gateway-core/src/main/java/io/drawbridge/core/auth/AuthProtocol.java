// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

/** The protocol family of a service, which decides how a request is canonicalised and which errors it gets. */
public enum AuthProtocol {
    /** S3: the path as sent, the payload hash from a header, its own error codes. */
    S3,
    /** IAM and STS. */
    QUERY,
    /** AWS JSON 1.1, which Organizations uses: the rules of QUERY with other error codes, all with status 400. */
    JSON
}
