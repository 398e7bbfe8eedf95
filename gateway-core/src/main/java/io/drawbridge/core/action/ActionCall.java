// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ConflictException;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.WouldBlockException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to a service, from its head to the end of its response. */
final class ActionCall implements ApiCall {
    private static final String RETRY_AFTER_SECONDS = "1";

    private final ActionPipeline pipeline;
    private final ApiRequest request;
    private final Endpoint endpoint;
    private final List<ApiService<?>> candidates;
    private final ApiProtocol protocol;
    private final RequestIds ids;
    private final RequestLogBuilder log;
    private @Nullable ProtocolExchange exchange;
    private @Nullable AwsException refusal;
    private @Nullable ApiAction<?, ?> action;

    ActionCall(
            ActionPipeline pipeline,
            ApiRequest request,
            Endpoint endpoint,
            List<ApiService<?>> candidates,
            RequestIds ids,
            RequestLogBuilder log) {
        this.pipeline = pipeline;
        this.request = request;
        this.endpoint = endpoint;
        this.candidates = candidates;
        this.protocol = candidates.get(0).protocol();
        this.ids = ids;
        this.log = log;
        if (candidates.size() == 1) {
            log.service(candidates.get(0).name());
        }
        if (!protocol.opensWithBody() || request.body().buffered()) {
            openEarly();
        }
    }

    private void openEarly() {
        try {
            ProtocolExchange opened = open();
            // An operation that is not there is refused after the caller is known, as AWS does.
            action = opened.action();
        } catch (AwsException e) {
            refusal = exchange == null ? e : null;
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory could not be read", e);
        }
    }

    private ProtocolExchange open() throws IOException {
        ProtocolExchange opened = exchange;
        if (opened == null) {
            opened = protocol.open(request, endpoint, candidates);
            exchange = opened;
            log.service(opened.service().name());
            String operation = opened.operationName();
            if (operation != null) {
                log.operation(operation);
            }
        }
        return opened;
    }

    /** A request that is refused takes no more than a bounded read; a body that is not here yet may take for ever. */
    @Override
    public Execution execution() {
        ApiAction<?, ?> known = action;
        if (known != null) {
            return known.execution();
        }
        return exchange != null || refusal != null ? Execution.BOUNDED_READ : Execution.UNBOUNDED;
    }

    @Override
    public ApiResponse run() {
        log.restart();
        ApiResponse response;
        try {
            response = dispatch();
        } catch (WouldBlockException e) {
            throw e;
        } catch (AwsException e) {
            response = refuse(e, null);
        } catch (IOException | UncheckedIOException e) {
            response = refuse(protocol.unreadableBody(), null);
        } catch (StoreFullException | StoreUnavailableException | ConflictException e) {
            response = refuse(protocol.unavailable(), e);
        } catch (RuntimeException e) {
            response = refuse(protocol.internalError(), e);
        }
        log.response(response.status());
        for (ResponseHeadStation station : pipeline.stations().responseHeads()) {
            station.decorate(log, response.headers());
        }
        return response;
    }

    private ApiResponse dispatch() throws IOException {
        AwsException early = refusal;
        if (early != null) {
            throw early;
        }
        ProtocolExchange opened = open();
        ApiService<?> service = opened.service();
        Authenticated authenticated = opened.authenticate(pipeline.authenticator());
        log.caller(authenticated.caller());
        ApiAction<?, ?> resolved = opened.action();
        opened.admit(resolved.operation(), authenticated.caller());
        RequestContext context = pipeline.callers()
                .resolve(
                        ids.requestId(),
                        service.name(),
                        protocol.opensWithBody()
                                ? request
                                : opened.read(request).withBody(authenticated.body()),
                        authenticated,
                        service.requestedRegion(),
                        log)
                .orElseThrow(() -> protocol.unknownCaller(authenticated));
        log.caller(context.caller());
        service.sessionRules().check(resolved.operation().name(), context);
        return respond(resolved, opened, context);
    }

    private <I extends Structure, O extends Structure> ApiResponse respond(
            ApiAction<I, O> resolved, ProtocolExchange opened, RequestContext context) throws IOException {
        Operation<I, O> operation = resolved.operation();
        I input = opened.decode(operation, context);
        log.input(input);
        O output = ActionPipeline.perform(resolved, input, context);
        log.output(output);
        return opened.encode(operation, output, context, ids);
    }

    private ApiResponse refuse(AwsException error, @Nullable Throwable cause) {
        log.error(error, cause);
        ProtocolExchange opened = exchange;
        ApiService<?> service = opened != null ? opened.service() : candidates.size() == 1 ? candidates.get(0) : null;
        ApiResponse response = protocol.encodeError(error, request, service, ids);
        if (response.status() == 503) {
            // Clients that do not know the error code back off too.
            response.headers().add("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response;
    }

    @Override
    public ApiResponse overloaded() {
        ApiResponse response = refuse(protocol.unavailable(), null);
        log.response(response.status());
        return response;
    }

    @Override
    public void complete(long bodyBytes, boolean complete) {
        log.close(bodyBytes, complete, pipeline.stations().sinks());
    }
}
