// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import org.jspecify.annotations.Nullable;

/** Answers requests. Called by many threads at once. */
public interface RequestHandler {
    /**
     * Takes in one request whose head has arrived. Runs on the event loop: it does not wait and does not throw.
     *
     * @param request its body may be read until {@link Call#run} returns
     */
    Call prepare(ApiRequest request);

    /** Which threads a request runs on when it does not run on the event loop. */
    enum Threads {
        WORKERS,
        /** Few threads of their own, for the server's own pages: they answer when all workers are busy. */
        PAGES
    }

    /** What became of the attempt to check a head on the event loop. */
    sealed interface HeadCheck {
        HeadCheck PASSED = new Passed();
        HeadCheck WAITS = new Waits();

        /** The body decides. */
        record Passed() implements HeadCheck {}

        /** The head is reason enough to refuse the request. */
        record Refused(ApiResponse response) implements HeadCheck {}

        /** The check does not run here: call {@link Call#checkHead} on another thread. */
        record Waits() implements HeadCheck {}
    }

    /** One request. Its methods are called by one thread at a time. */
    interface Call {
        /** How the body must be there before the request is answered. */
        BodyNeed bodyNeed();

        /** Checks the head of a request whose body is needed as a whole and has not arrived. */
        HeadCheck tryHeadOnEventLoop();

        /** Checks the head on another thread, where it waits as long as it must; refusals are no exceptions. */
        HeadCheck checkHead();

        /** Which threads {@link #checkHead} and {@link #run} are called on. */
        Threads threads();

        /** The delay of an answer that is not given: the client gets that of {@link #overloaded}. */
        long NOT_ANSWERED = Long.MAX_VALUE;

        /** How long the answer that is known now waits, in nanoseconds, or {@link #NOT_ANSWERED}; called once. */
        long answerDelayNanos();

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

    /** The answer to a request that expects something that no server has to know. */
    ApiResponse expectationFailed();
}
