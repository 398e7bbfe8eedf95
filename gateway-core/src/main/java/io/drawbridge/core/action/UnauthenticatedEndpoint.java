// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;

/**
 * A station before authentication. It answers some requests by itself, such as CORS preflights and the server's own pages;
 * the others go on to their service. Safe for many threads.
 */
public interface UnauthenticatedEndpoint {
    /** Whether this station answers the request. Called on an event loop with the head only; must not wait. */
    boolean serves(ApiRequest request, Endpoint endpoint);

    /** What {@link #handle} takes, which decides where it is called; it never waits for a worker of the actions. */
    default Execution execution(ApiRequest request) {
        return Execution.UNBOUNDED;
    }

    /** Answers the request, whose body is in memory. */
    ApiResponse handle(ApiRequest request, Endpoint endpoint);
}
