// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

import java.time.Instant;

/**
 * A request as it arrived, before anybody is believed. The path and the query are the raw text of the request line:
 * signatures are computed over them, and {@code ..}, {@code //} and {@code %2F} are legal in object keys.
 *
 * @param method upper case
 * @param rawPath begins with {@code /}; percent escapes as sent
 * @param rawQuery the text after the first {@code ?}; empty when there is none
 * @param headers in wire order
 * @param body not yet read; for Query services a body of known bound
 * @param remoteAddress the textual IP address of the peer
 * @param secure whether it came through TLS
 * @param receivedAt wall-clock time of arrival, for signature skew only
 */
public record ApiRequest(
        String method,
        String rawPath,
        String rawQuery,
        HttpHeaders headers,
        RequestBody body,
        String remoteAddress,
        boolean secure,
        Instant receivedAt) {
    /** The same request with another body, such as one that nobody has read. */
    public ApiRequest withBody(RequestBody other) {
        return new ApiRequest(method, rawPath, rawQuery, headers, other, remoteAddress, secure, receivedAt);
    }

    /** The same request with other headers, such as those of a presigned URL added. */
    public ApiRequest withHeaders(HttpHeaders other) {
        return other == headers
                ? this
                : new ApiRequest(method, rawPath, rawQuery, other, body, remoteAddress, secure, receivedAt);
    }
}
