// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.action.ActionPipeline;
import io.drawbridge.core.action.ApiCall;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.WouldBlockException;
import io.drawbridge.core.log.Log;
import io.drawbridge.server.http.RequestHandler;
import io.drawbridge.server.route.Route;
import io.drawbridge.server.route.ServiceRouter;
import io.drawbridge.server.security.FailedAuthentications;
import io.drawbridge.server.security.SecurityCounters;
import io.drawbridge.server.security.SecurityEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Hands every request to the pipeline, on the thread that its action and the store allow. */
final class Gateway implements RequestHandler {
    private static final Log LOG = Log.of(Gateway.class);

    private final ServiceRouter router;
    private final ActionPipeline pipeline;
    private final Blocking blocking;
    private final FailedAuthentications failures;
    private final SecurityCounters counters;
    private final EventLoopBackoff backoff = new EventLoopBackoff();

    /**
     * @param blocking whether rows and bodies make their readers wait
     * @param failures delays the answers to failed authentications
     * @param counters of requests that are no requests
     */
    Gateway(
            ServiceRouter router,
            ActionPipeline pipeline,
            Blocking blocking,
            FailedAuthentications failures,
            SecurityCounters counters) {
        this.router = router;
        this.pipeline = pipeline;
        this.blocking = blocking;
        this.failures = failures;
        this.counters = counters;
    }

    @Override
    public Call prepare(ApiRequest request) {
        Route route = router.route(request);
        return new PipelineCall(
                pipeline.prepare(request, route.endpoint(), route.candidates()), request.remoteAddress());
    }

    private boolean mayTryOnEventLoop(ApiCall call) {
        Execution execution = call.execution();
        return switch (blocking) {
            case NEVER -> execution != Execution.UNBOUNDED;
            case SOMETIMES ->
                switch (execution) {
                    case IMMEDIATE -> true;
                    case BOUNDED_READ -> backoff.worthwhile();
                    case BOUNDED_WRITE, UNBOUNDED -> false;
                };
            case ALWAYS -> execution == Execution.IMMEDIATE;
        };
    }

    private final class PipelineCall implements Call {
        private final ApiCall call;
        private final String remoteAddress;

        PipelineCall(ApiCall call, String remoteAddress) {
            this.call = call;
            this.remoteAddress = remoteAddress;
        }

        @Override
        public BodyNeed bodyNeed() {
            return call.bodyNeed();
        }

        @Override
        public HeadCheck tryHeadOnEventLoop() {
            if (blocking == Blocking.ALWAYS && call.execution() != Execution.IMMEDIATE) {
                return HeadCheck.WAITS;
            }
            try {
                return checkHead();
            } catch (WouldBlockException e) {
                // It begins again on a worker, as if nothing had happened.
                return HeadCheck.WAITS;
            }
        }

        @Override
        public HeadCheck checkHead() {
            ApiResponse refusal = call.checkHead();
            return refusal == null ? HeadCheck.PASSED : new HeadCheck.Refused(refusal);
        }

        @Override
        public Threads threads() {
            return call.action() ? Threads.WORKERS : Threads.PAGES;
        }

        @Override
        public long answerDelayNanos() {
            return call.authenticationFailed() ? failures.delayNanos(remoteAddress) : 0;
        }

        @Override
        public @Nullable ApiResponse tryOnEventLoop() {
            if (!mayTryOnEventLoop(call)) {
                return null;
            }
            try {
                ApiResponse response = call.run();
                backoff.succeeded();
                return response;
            } catch (WouldBlockException e) {
                // It begins again on a worker, as if nothing had happened.
                backoff.failed();
                return null;
            }
        }

        @Override
        public ApiResponse run() {
            return call.run();
        }

        @Override
        public ApiResponse overloaded() {
            LOG.warn("too many requests wait for a worker; answering 503");
            return call.overloaded();
        }

        @Override
        public void complete(long bodyBytes, boolean complete) {
            call.complete(bodyBytes, complete);
        }
    }

    @Override
    public ApiResponse malformed(String reason) {
        LOG.atDebug().addKeyValue("reason", reason).log("bytes that are no HTTP request");
        counters.count(SecurityEvent.MALFORMED_REQUEST);
        return plain(400, "Bad Request");
    }

    @Override
    public ApiResponse expectationFailed() {
        return plain(417, "Expectation Failed");
    }

    private static ApiResponse plain(int status, String text) {
        return new ApiResponse(
                status,
                new HttpHeaders().add("Content-Type", "text/plain"),
                new ResponseBody.Bytes((text + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
