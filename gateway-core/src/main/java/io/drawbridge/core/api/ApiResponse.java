// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

/**
 * A response before it is written.
 *
 * @param status the HTTP status
 * @param headers without {@code Content-Length}, {@code Date} and connection headers, which the writer adds
 * @param body for HEAD requests the body that GET would have: the writer sends its length only
 */
public record ApiResponse(int status, HttpHeaders headers, ResponseBody body) {}
