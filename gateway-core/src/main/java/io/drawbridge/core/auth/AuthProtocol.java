// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

/** The family of a service: it decides how a request is canonicalised and in which words it is refused. */
public enum AuthProtocol {
    /** S3: paths as sent, payload hash from a header, its own error codes. */
    S3,
    /** IAM and STS. */
    QUERY,
    /** AWS JSON 1.1, as Organizations has it: the rules of QUERY with other codes, all of status 400. */
    JSON
}
