// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.route;

/** What answers a request. */
public enum Service {
    IAM,
    STS,
    S3,
    /** IAM or STS: the Version, or else the Action, of the form tells. */
    QUERY,
    /** The server's own pages under {@code /_/}. */
    INTERNAL
}
