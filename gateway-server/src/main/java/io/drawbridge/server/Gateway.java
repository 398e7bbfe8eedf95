// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.action.ActionPipeline;
import io.drawbridge.core.action.ApiCall;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.WouldBlockException;
import io.drawbridge.core.log.Log;
import io.drawbridge.server.http.RequestHandler;
import io.drawbridge.server.route.Route;
import io.drawbridge.server.route.ServiceRouter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Hands every request to the pipeline, on the thread that its action and the store allow. */
final class Gateway implements RequestHandler {
    private static final Log LOG = Log.of(Gateway.class);

    private final ServiceRouter router;
    private final ActionPipeline pipeline;
    private final Blocking blocking;
    private final EventLoopBackoff backoff = new EventLoopBackoff();

    /** @param blocking whether rows and bodies make their readers wait */
    Gateway(ServiceRouter router, ActionPipeline pipeline, Blocking blocking) {
        this.router = router;
        this.pipeline = pipeline;
        this.blocking = blocking;
    }

    @Override
    public Call prepare(ApiRequest request) {
        Route route = router.route(request);
        return new PipelineCall(pipeline.prepare(request, route.endpoint(), route.candidates()));
    }

    private boolean mayTryOnEventLoop(ApiCall call) {
        return switch (blocking) {
            case NEVER ->
                switch (call.execution()) {
                    case BOUNDED_READ, BOUNDED_WRITE -> true;
                    case UNBOUNDED -> false;
                };
            case SOMETIMES ->
                switch (call.execution()) {
                    case BOUNDED_READ -> backoff.worthwhile();
                    case BOUNDED_WRITE, UNBOUNDED -> false;
                };
            case ALWAYS -> false;
        };
    }

    private final class PipelineCall implements Call {
        private final ApiCall call;

        PipelineCall(ApiCall call) {
            this.call = call;
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
        return plain(400, "Bad Request");
    }

    private static ApiResponse plain(int status, String text) {
        return new ApiResponse(
                status,
                new HttpHeaders().add("Content-Type", "text/plain"),
                new ResponseBody.Bytes((text + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
