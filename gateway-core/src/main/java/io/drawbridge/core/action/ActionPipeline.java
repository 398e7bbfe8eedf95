// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import io.drawbridge.core.requestlog.RequestLogSink;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The one way in which actions run: open, authenticate, resolve, decode and validate, authorize, handle, encode. No other
 * code calls {@link ApiAction#handle}. Safe for many threads.
 */
public final class ActionPipeline {
    private final RequestAuthenticator authenticator;
    private final CallerResolver callers;
    private final UniqueIds ids;
    private final LongSupplier nanoTime;
    private final Stations stations;
    private final boolean keepsDecisions;

    /** @param nanoTime measures durations */
    public ActionPipeline(
            RequestAuthenticator authenticator,
            CallerResolver callers,
            UniqueIds ids,
            LongSupplier nanoTime,
            Stations stations) {
        this.authenticator = authenticator;
        this.callers = callers;
        this.ids = ids;
        this.nanoTime = nanoTime;
        this.stations = stations;
        this.keepsDecisions = stations.sinks().stream().anyMatch(RequestLogSink::wantsDecisions);
    }

    /**
     * Takes a request in. Reads its head, and its body if that is in memory; does not wait and does not throw.
     *
     * @param candidates the services that the request may be for, at least one, all of one protocol
     */
    public ApiCall prepare(ApiRequest request, Endpoint endpoint, List<ApiService<?>> candidates) {
        for (UnauthenticatedEndpoint station : stations.endpoints()) {
            if (station.serves(request, endpoint)) {
                return new EndpointCall(station, request, endpoint);
            }
        }
        ApiProtocol protocol = candidates.get(0).protocol();
        RequestIds requestIds = protocol.newIds(ids);
        RequestLogBuilder log = new RequestLogBuilder(requestIds.requestId(), request, nanoTime, keepsDecisions);
        return new ActionCall(this, request, endpoint, candidates, requestIds, log);
    }

    RequestAuthenticator authenticator() {
        return authenticator;
    }

    CallerResolver callers() {
        return callers;
    }

    Stations stations() {
        return stations;
    }

    /** Asks the checks of an action that need only the head. What they allow is decided again with all parameters. */
    static <I extends Structure> void authorizeHead(ApiAction<I, ?> action, I head, RequestContext context) {
        for (AccessCheck check : action.headChecks(head, context)) {
            if (context.decide(check) instanceof Decision.Denied denied) {
                throw context.denial(check, denied);
            }
        }
    }

    /**
     * Authorizes and runs an action. Tests that have typed input and a context of their own begin here.
     *
     * @throws io.drawbridge.core.error.AwsException when a check is denied, or when the action refuses
     */
    public static <I extends Structure, O extends Structure> O perform(
            ApiAction<I, O> action, I input, RequestContext context) {
        context.require(action.accessChecks(input, context));
        RequestBody body = context.request().body();
        if (body.contentLength() == 0) {
            // AWS: a client that asks for it gets the 100 once it is authorized, although no body follows.
            body.sendContinue();
        }
        O output = action.handle(input, context);
        // The first read sent it. A refusal before that spares the client its body; a success must not come without it.
        body.sendContinue();
        return output;
    }
}
