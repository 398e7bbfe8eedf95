// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.auth.AuthProtocol;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.JsonAuthError;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.ScopeReader;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.error.ErrorCode;
import io.drawbridge.core.error.JsonError;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.JsonCodec;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.OperationName;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.model.Validator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * AWS JSON 1.1: {@code POST /} with the operation in {@code X-Amz-Target}, parameters and results as JSON objects. Safe for
 * many threads.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">awsJson1_1</a>
 */
public final class JsonProtocol implements ApiProtocol {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final String TARGET = "X-Amz-Target";

    @Override
    public RequestIds newIds(UniqueIds ids) {
        return new RequestIds(ids.requestId(), null);
    }

    @Override
    public boolean opensWithBody() {
        return true;
    }

    @Override
    public int documentLengthMax() {
        return FormBody.LENGTH_MAX;
    }

    @Override
    public void checkHead(ApiRequest request, List<ApiService<?>> candidates, RequestAuthenticator authenticator) {
        FormBody.requireShort(request.body().contentLength());
        authenticator.checkHead(
                request,
                AuthProtocol.JSON,
                candidates.size() == 1 ? candidates.get(0).name() : null);
    }

    @Override
    public ProtocolExchange open(ApiRequest request, Endpoint endpoint, List<ApiService<?>> candidates)
            throws IOException {
        return exchange(request, FormBody.read(request.body()), candidates.get(0));
    }

    private static <N extends Enum<N> & OperationName> ProtocolExchange exchange(
            ApiRequest request, byte[] body, ApiService<N> service) {
        List<String> targets = request.headers().all(TARGET);
        // A signature joins repeated fields; none of them is the target then.
        String target = targets.size() == 1 ? targets.get(0) : "";
        String prefix = service.model().targetPrefix() + ".";
        Optional<N> name = target.startsWith(prefix)
                ? service.actions().operation(target.substring(prefix.length()))
                : Optional.empty();
        return new Exchange<>(request, body, service, name.orElse(null));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Exchange<N extends Enum<N> & OperationName>(
            ApiRequest request,
            byte[] body,
            ApiService<N> service,
            @Nullable N name) implements ProtocolExchange {
        @Override
        public @Nullable String operationName() {
            return name == null ? null : name.operationName();
        }

        @Override
        public ApiAction<?, ?> action() {
            if (name == null) {
                throw new AwsException(JsonError.UNKNOWN_OPERATION, "The operation is not known to this service.");
            }
            return service.actions()
                    .action(name)
                    .orElseThrow(() -> new AwsException(
                            JsonError.NOT_IMPLEMENTED, "The action " + name.operationName() + " is not implemented."));
        }

        @Override
        public @Nullable String claimedAccessKeyId() {
            return ScopeReader.claimedAccessKeyId(request);
        }

        @Override
        public Authenticated authenticate(RequestAuthenticator authenticator) {
            return authenticator.authenticate(
                    request, AuthProtocol.JSON, service.model().signingName(), body);
        }

        @Override
        public void admit(Operation<?, ?> operation, Caller caller) {
            if (caller.accessKeyId() == null && !operation.has(Operation.Trait.UNSIGNED)) {
                throw RequestAuthenticator.missingAuthenticationToken(AuthProtocol.JSON);
            }
        }

        @Override
        public <I extends Structure> I decode(Operation<I, ?> operation, RequestContext context) {
            I input = JsonCodec.decode(body, operation.input());
            Validator.check(input, service.refusedValues());
            return input;
        }

        @Override
        public <O extends Structure> ApiResponse encode(
                Operation<?, O> operation, O output, RequestContext context, RequestIds ids) {
            return response(200, JsonCodec.encodeResponse(operation, output), ids);
        }
    }

    @Override
    public ApiResponse encodeError(
            AwsException error, ApiRequest request, @Nullable ApiService<?> service, RequestIds ids) {
        ErrorCode code = jsonCode(error.code());
        byte[] body = JsonCodec.encodeError(new AwsException(code, error.text(), error.details()));
        return response(code.status(), body, ids);
    }

    /** Errors that all protocols share have other codes here. */
    private static ErrorCode jsonCode(ErrorCode code) {
        if (code == CommonError.ACCESS_DENIED) {
            return JsonError.ACCESS_DENIED;
        } else if (code == CommonError.VALIDATION_ERROR) {
            return JsonError.VALIDATION;
        }
        return code == CommonError.THROTTLING ? JsonError.THROTTLING : code;
    }

    private static ApiResponse response(int status, byte[] body, RequestIds ids) {
        HttpHeaders headers =
                new HttpHeaders().add("x-amzn-RequestId", ids.requestId()).add("Content-Type", CONTENT_TYPE);
        return new ApiResponse(status, headers, new ResponseBody.Bytes(body));
    }

    @Override
    public AwsException unknownCaller(Authenticated authenticated) {
        return new AwsException(
                JsonAuthError.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
    }

    @Override
    public AwsException unreadableBody() {
        return new AwsException(JsonError.SERIALIZATION, "The body of the request could not be read.");
    }

    @Override
    public AwsException tooLong() {
        return FormBody.tooLong();
    }

    @Override
    public AwsException unavailable() {
        return new AwsException(
                JsonError.SERVICE_UNAVAILABLE, "The request has failed due to a temporary failure of the server.");
    }

    @Override
    public AwsException internalError() {
        return new AwsException(
                JsonError.INTERNAL_FAILURE,
                "The request processing has failed because of an unknown error, exception or failure.");
    }
}
