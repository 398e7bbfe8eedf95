// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import org.jspecify.annotations.Nullable;

/** A request that a station before authentication answers. Nothing of it is logged. */
record EndpointCall(UnauthenticatedEndpoint station, ApiRequest request, Endpoint endpoint) implements ApiCall {
    private static final int BODY_LENGTH_MAX = 4 << 10;

    @Override
    public Execution execution() {
        return station.execution(request);
    }

    @Override
    public boolean action() {
        return false;
    }

    @Override
    public BodyNeed bodyNeed() {
        return new BodyNeed.Whole(BODY_LENGTH_MAX, false);
    }

    @Override
    public @Nullable ApiResponse checkHead() {
        return request.body().contentLength() > BODY_LENGTH_MAX ? empty(413) : null;
    }

    @Override
    public ApiResponse run() {
        return station.handle(request, endpoint);
    }

    @Override
    public ApiResponse overloaded() {
        ApiResponse response = empty(503);
        response.headers().add("Retry-After", "1");
        return response;
    }

    private static ApiResponse empty(int status) {
        return new ApiResponse(status, new HttpHeaders(), ResponseBody.EMPTY);
    }

    @Override
    public boolean authenticationFailed() {
        return false;
    }

    @Override
    public void complete(long bodyBytes, boolean complete) {
        // Nothing was begun.
    }
}
