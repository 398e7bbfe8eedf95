// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import org.jspecify.annotations.Nullable;

/** One request on its way. Used by one thread at a time. */
public interface ApiCall {
    /** What {@link #run} takes, which decides where it may be called. */
    Execution execution();

    /** Whether an action answers, and no station before authentication. */
    boolean action();

    /** How the body must be there when {@link #run} is called. */
    BodyNeed bodyNeed();

    /**
     * Refuses the request if its head alone is a reason, so that nobody waits for a body in vain. Reads no body and a
     * bounded number of rows. May be called again after it threw.
     *
     * @return the refusal; null when the body decides
     * @throws io.drawbridge.core.kv.WouldBlockException on a thread that must not wait, before anything has happened
     */
    @Nullable
    ApiResponse checkHead();

    /** Whether the answer refuses credentials: the request claimed to be signed, and is not by anybody known. */
    boolean authenticationFailed();

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
