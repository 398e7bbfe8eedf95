// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.AuthenticationFailure;
import io.drawbridge.core.auth.ScopeReader;
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
import java.util.Objects;
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
    public boolean action() {
        return true;
    }

    @Override
    public BodyNeed bodyNeed() {
        if (protocol.opensWithBody()) {
            return new BodyNeed.Whole(protocol.documentLengthMax(), false);
        }
        ProtocolExchange opened = exchange;
        ApiAction<?, ?> known = action;
        return opened != null && known != null && opened.hasDocument(known.operation())
                ? new BodyNeed.Whole(protocol.documentLengthMax(), true)
                : BodyNeed.NONE;
    }

    @Override
    public @Nullable ApiResponse checkHead() {
        return answered(this::refuseByHead);
    }

    private @Nullable ApiResponse refuseByHead() throws IOException {
        throwEarlyRefusal();
        if (protocol.opensWithBody()) {
            try {
                protocol.checkHead(request, candidates, pipeline.authenticator());
            } catch (AwsException e) {
                log.authenticationFailed(AuthenticationFailure.of(e), ScopeReader.claimedAccessKeyId(request));
                throw e;
            }
        } else {
            ProtocolExchange opened = open();
            requireHead(opened.action(), opened, admit(opened));
            if (request.body().contentLength() > protocol.documentLengthMax()) {
                throw protocol.tooLong();
            }
        }
        return null;
    }

    @Override
    public ApiResponse run() {
        return Objects.requireNonNull(answered(this::dispatch));
    }

    /** One attempt to answer. */
    @FunctionalInterface
    private interface Attempt {
        @Nullable
        ApiResponse make() throws IOException;
    }

    private @Nullable ApiResponse answered(Attempt attempt) {
        log.restart();
        ApiResponse response;
        try {
            response = attempt.make();
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
        if (response == null) {
            return null;
        }
        log.response(response.status());
        for (ResponseHeadStation station : pipeline.stations().responseHeads()) {
            station.decorate(log, response.headers());
        }
        return response;
    }

    private void throwEarlyRefusal() {
        AwsException early = refusal;
        if (early != null) {
            throw early;
        }
    }

    private ApiResponse dispatch() throws IOException {
        throwEarlyRefusal();
        ProtocolExchange opened = open();
        RequestContext context = admit(opened);
        return respond(opened.action(), opened, context);
    }

    /** Finds the caller, and refuses one that may not call the operation whatever its parameters are. */
    private RequestContext admit(ProtocolExchange opened) {
        ApiService<?> service = opened.service();
        Authenticated authenticated = authenticate(opened);
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
                .orElseThrow(() -> unknownCaller(authenticated));
        log.caller(context.caller());
        service.sessionRules().check(resolved.operation().name(), context);
        return context;
    }

    private Authenticated authenticate(ProtocolExchange opened) {
        try {
            return opened.authenticate(pipeline.authenticator());
        } catch (AwsException e) {
            log.authenticationFailed(AuthenticationFailure.of(e), opened.claimedAccessKeyId());
            throw e;
        }
    }

    private AwsException unknownCaller(Authenticated authenticated) {
        log.authenticationFailed(
                AuthenticationFailure.UNKNOWN_KEY, authenticated.caller().accessKeyId());
        return protocol.unknownCaller(authenticated).because("the user or role of the access key is gone");
    }

    /** Decides before the document is parsed: a caller who is refused in any case learns nothing about it. */
    private <I extends Structure> void requireHead(
            ApiAction<I, ?> resolved, ProtocolExchange opened, RequestContext context) {
        if (opened.hasDocument(resolved.operation())) {
            ActionPipeline.authorizeHead(resolved, opened.decodeHead(resolved.operation()), context);
        }
    }

    private <I extends Structure, O extends Structure> ApiResponse respond(
            ApiAction<I, O> resolved, ProtocolExchange opened, RequestContext context) throws IOException {
        Operation<I, O> operation = resolved.operation();
        requireHead(resolved, opened, context);
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
    public boolean authenticationFailed() {
        AuthenticationFailure failure = log.authenticationFailure();
        return failure != null && failure.guess();
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
