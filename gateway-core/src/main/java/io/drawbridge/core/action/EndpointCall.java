// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;

/** A request that a station before authentication answers. Nothing of it is logged. */
record EndpointCall(UnauthenticatedEndpoint station, ApiRequest request, Endpoint endpoint) implements ApiCall {
    @Override
    public Execution execution() {
        return Execution.UNBOUNDED;
    }

    @Override
    public ApiResponse run() {
        return station.handle(request, endpoint);
    }

    @Override
    public ApiResponse overloaded() {
        return new ApiResponse(503, new HttpHeaders().add("Retry-After", "1"), ResponseBody.EMPTY);
    }

    @Override
    public void complete(long bodyBytes, boolean complete) {
        // Nothing was begun.
    }
}
