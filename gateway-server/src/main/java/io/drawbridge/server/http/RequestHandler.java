// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Answers requests. Called by many threads at once. */
public interface RequestHandler {
    /**
     * Takes in one request whose head has arrived. Runs on the event loop: it does not wait and does not throw.
     *
     * @param request its body may be read until {@link Call#run} returns
     */
    Call prepare(ApiRequest request);

    /** One request. Its methods are called by one thread at a time. */
    interface Call {
        /**
         * Answers the request on the event loop, if its body is in memory and nothing would wait.
         *
         * @return null when it does not run here: {@link #run} it on a worker
         */
        @Nullable
        ApiResponse tryOnEventLoop();

        /** Answers the request on a worker; errors are answers too, so it never throws. */
        ApiResponse run();

        /** Returns the answer when too many requests wait for a worker already, in place of {@link #run}. */
        ApiResponse overloaded();

        /**
         * The response was written, or could not be; called once, on the event loop, also when there is no response.
         *
         * @param bodyBytes of the response that were written
         * @param complete whether all of it was written
         */
        void complete(long bodyBytes, boolean complete);
    }

    /** The answer to bytes that are no request, or to one whose head is beyond the limits. */
    ApiResponse malformed(String reason);
}
