// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.auth.AuthSettings;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.ListedIdentities;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.WouldBlockException;
import io.drawbridge.core.model.DynamicStructure;
import io.drawbridge.core.model.Member;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.OperationName;
import io.drawbridge.core.model.ServiceModel;
import io.drawbridge.core.model.StringShape;
import io.drawbridge.core.model.StructureShape;
import io.drawbridge.core.requestlog.RequestLog;
import io.drawbridge.core.requestlog.RequestLogSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A service of unsigned operations, each of which ends in another way, reached by Query and by JSON. */
final class PipelineBed {
    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final StructureShape<DynamicStructure> TEXT =
            DynamicStructure.shape("Text", () -> List.of(member(0, "Text"), secret(1)));

    final AtomicBoolean blocks = new AtomicBoolean();
    final AtomicLong nanos = new AtomicLong();
    private final ActionPipeline pipeline;
    final ApiService<Name> query = service(ServiceModel.Protocol.QUERY, new QueryProtocol(), "2020-01-01", "first");
    final ApiService<Name> second = service(ServiceModel.Protocol.QUERY, new QueryProtocol(), "2021-01-01", "second");
    final ApiService<Name> json = service(ServiceModel.Protocol.JSON_1_1, new JsonProtocol(), "2020-01-01", "json");

    /** How an operation ends. */
    enum Name implements OperationName {
        ECHO,
        DENIED,
        REFUSED,
        BROKEN,
        UNAVAILABLE,
        UNREADABLE,
        BLOCKING,
        SIGNED,
        MISSING;

        @Override
        public String operationName() {
            return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public Operation<?, ?> operation() {
            throw new UnsupportedOperationException("the actions of this test bring their own");
        }
    }

    private static Member member(int index, String name) {
        return new Member(index, name, name, StringShape.ANY, Member.Location.BODY);
    }

    private static Member secret(int index) {
        return new Member(
                index, "Secret", "Secret", new StringShape(0, Integer.MAX_VALUE, null, true), Member.Location.BODY);
    }

    PipelineBed(RequestLogSink sink, List<UnauthenticatedEndpoint> endpoints, List<ResponseHeadStation> heads) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        UniqueIds ids = new UniqueIds(new SplittableRandom(1));
        RequestAuthenticator authenticator = new RequestAuthenticator(
                new AuthSettings(false, "us-east-1", true, true),
                key -> java.util.Optional.empty(),
                new SessionTokens(new KeyRing(new byte[KeyRing.MASTER_BYTES]), clock, ids, new SplittableRandom(2)));
        CallerResolver callers = new CallerResolver(
                new ListedIdentities(new AccountId("111122223333")),
                new Authorizer(clock),
                (key, service, region, at) -> {},
                clock,
                "us-east-1");
        pipeline = new ActionPipeline(
                authenticator, callers, ids, nanos::get, new Stations(endpoints, heads, List.of(sink)));
    }

    /** Keeps every log, with its decisions. */
    record KeepingSink(List<RequestLog> kept) implements RequestLogSink {
        @Override
        public void accept(RequestLog log) {
            kept.add(log);
        }

        @Override
        public boolean wantsDecisions() {
            return true;
        }
    }

    private ApiService<Name> service(
            ServiceModel.Protocol protocol, ApiProtocol implementation, String version, String name) {
        ServiceModel model = new ServiceModel(
                name,
                protocol,
                version,
                name,
                protocol == ServiceModel.Protocol.QUERY ? "https://" + name + "/" : null,
                protocol == ServiceModel.Protocol.JSON_1_1 ? "Example_2020" : null);
        return new ApiService<>(
                model,
                new ApiService.Endpoints(Set.of(name), null),
                implementation,
                new ActionRegistry<>(Name.class, List.of(new Family(model))),
                SessionRules.NONE,
                "us-east-1");
    }

    ApiCall prepare(ApiRequest request, ApiService<?>... candidates) {
        return pipeline.prepare(request, new Endpoint("/", null), List.of(candidates));
    }

    static ApiRequest form(String form) {
        return request(RequestBody.of(form.getBytes(StandardCharsets.UTF_8)), new HttpHeaders());
    }

    static ApiRequest target(String target, String body) {
        return request(
                RequestBody.of(body.getBytes(StandardCharsets.UTF_8)),
                new HttpHeaders().add("X-Amz-Target", target).add("Content-Type", "application/x-amz-json-1.1"));
    }

    static ApiRequest request(RequestBody body, HttpHeaders headers) {
        return new ApiRequest("POST", "/", "", headers.add("Host", "a"), body, "192.0.2.1", true, NOW);
    }

    /** A body that is still on its way. */
    record ArrivingBody(RequestBody bytes, List<String> events) implements RequestBody {
        @Override
        public long contentLength() {
            return bytes.contentLength();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            events.add("read");
            return bytes.read(target);
        }

        @Override
        public void sendContinue() {
            events.add("continue");
        }

        @Override
        public void close() {
            bytes.close();
        }
    }

    private final class Family implements ActionFamily<Name> {
        private final ServiceModel model;

        Family(ServiceModel model) {
            this.model = model;
        }

        @Override
        public Set<Name> operations() {
            return EnumSet.complementOf(EnumSet.of(Name.MISSING));
        }

        @Override
        public ApiAction<?, ?> create(Name name) {
            return new Ending(name, model);
        }
    }

    private final class Ending implements ApiAction<DynamicStructure, DynamicStructure> {
        private final Name name;
        private final Operation<DynamicStructure, DynamicStructure> operation;

        Ending(Name name, ServiceModel model) {
            this.name = name;
            Operation.Trait[] traits =
                    name == Name.SIGNED ? new Operation.Trait[0] : new Operation.Trait[] {Operation.Trait.UNSIGNED};
            this.operation = new Operation<>(
                    model,
                    name.operationName(),
                    "POST",
                    "/",
                    200,
                    TEXT,
                    TEXT,
                    "Text",
                    name.operationName() + "Result",
                    traits);
        }

        @Override
        public Operation<DynamicStructure, DynamicStructure> operation() {
            return operation;
        }

        @Override
        public Execution execution() {
            return Execution.BOUNDED_READ;
        }

        @Override
        public List<AccessCheck> accessChecks(DynamicStructure input, RequestContext context) {
            return name == Name.DENIED ? List.of(AccessCheck.withoutResource("first:Denied")) : List.of();
        }

        @Override
        public DynamicStructure handle(DynamicStructure input, RequestContext context) {
            return switch (name) {
                case REFUSED -> throw new AwsException(CommonError.VALIDATION_ERROR, "no");
                case BROKEN -> throw new IllegalStateException("a fault of ours");
                case UNAVAILABLE -> throw new StoreUnavailableException("gone", new IOException("away"));
                case UNREADABLE -> throw new UncheckedIOException(new IOException("cut"));
                case BLOCKING -> {
                    if (blocks.get()) {
                        throw new WouldBlockException();
                    }
                    yield input;
                }
                default -> input;
            };
        }
    }
}
