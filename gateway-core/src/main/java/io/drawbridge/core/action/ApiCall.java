// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiResponse;

/** One request on its way. Used by one thread at a time. */
public interface ApiCall {
    /** What {@link #run} takes, which decides where it may be called. */
    Execution execution();

    /**
     * Answers the request; errors are answers too. May be called again after it threw.
     *
     * @throws io.drawbridge.core.kv.WouldBlockException on a thread that must not wait, before anything has happened
     */
    ApiResponse run();

    /** Returns the answer of the service when the server has no thread for the request, in place of {@link #run}. */
    ApiResponse overloaded();

    /**
     * The response was written, or could not be. Called once.
     *
     * @param bodyBytes of the response that were written
     * @param complete whether all of it was written
     */
    void complete(long bodyBytes, boolean complete);
}
