// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Answers requests. Called by many threads at once. */
public interface RequestHandler {
    /**
     * Answers one request; errors are answers too, so it never throws.
     *
     * @param request its body may be read until this method returns
     */
    ApiResponse handle(ApiRequest request);

    /**
     * The same on the event loop, for requests whose body is in memory.
     *
     * @return null when it would have to wait for a device or a network: {@link #handle} it on a thread that may, with a
     *     body that nobody has read
     */
    @Nullable
    ApiResponse handleAtOnce(ApiRequest request);

    /** The answer to bytes that are no request, or to one whose head is beyond the limits. */
    ApiResponse malformed(String reason);

    /** The answer when too many requests wait already. */
    ApiResponse overloaded();
}
