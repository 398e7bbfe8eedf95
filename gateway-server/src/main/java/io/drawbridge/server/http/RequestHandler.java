// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;

/** Answers requests. Called by many threads at once. */
public interface RequestHandler {
    /**
     * Answers one request; errors are answers too, so it never throws.
     *
     * @param request its body may be read until this method returns
     */
    ApiResponse handle(ApiRequest request);

    /** Whether handling may wait for a device or a network; if not, small requests are handled on the event loop. */
    boolean mayBlock();

    /** The answer to bytes that are no request, or to one whose head is beyond the limits. */
    ApiResponse malformed(String reason);

    /** The answer when too many requests wait already. */
    ApiResponse overloaded();
}
