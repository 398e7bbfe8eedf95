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
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.ScopeReader;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.OperationName;
import io.drawbridge.core.model.QueryCodec;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.model.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The AWS Query protocol: parameters in a form or in the query string, results in XML. Safe for many threads.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">awsQuery</a>
 */
public final class QueryProtocol implements ApiProtocol {
    private static final String CONTENT_TYPE = "text/xml";

    private static final byte[] NOTHING = new byte[0];

    /** Parameters of a signature of version 4, which may stand in the query next to a form. */
    private static final String PRESIGNED = "X-Amz-";

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
                AuthProtocol.QUERY,
                candidates.size() == 1 ? candidates.get(0).name() : null);
    }

    @Override
    public ProtocolExchange open(ApiRequest request, Endpoint endpoint, List<ApiService<?>> candidates)
            throws IOException {
        byte[] form = NOTHING;
        try {
            form = FormBody.read(request.body());
            FormParameters parameters = parameters(request, form);
            return exchange(request, form, parameters, service(candidates, parameters), null);
        } catch (AwsException e) {
            ApiService<?> meant = meantBy(request.rawQuery(), form, candidates).orElseThrow(() -> e);
            return exchange(request, form, FormParameters.EMPTY, meant, e);
        }
    }

    /**
     * The parameters, which stand in one place: in the form, or in the query of a request without a body.
     *
     * @throws AwsException MalformedInput when a GET has a body, MalformedQueryString when parameters are in both places: a
     *     signature of version 2 covers all of them, but only those of the form would be read
     */
    private static FormParameters parameters(ApiRequest request, byte[] form) {
        FormParameters query = FormParameters.parse(request.rawQuery());
        if (form.length == 0) {
            return query;
        }
        if (request.method().equals("GET")) {
            throw new AwsException(CommonError.MALFORMED_INPUT, "A GET request must not have a body.");
        }
        for (int i = 0; i < query.size(); i++) {
            if (!query.name(i).startsWith(PRESIGNED)) {
                throw new AwsException(
                        CommonError.MALFORMED_QUERY_STRING,
                        "The parameters of a request must be in its query string or in its body, not in both.");
            }
        }
        return FormParameters.parse(form);
    }

    /** The service of a request whose parameters cannot be read as a whole: the first candidate whose version it shows. */
    private static Optional<ApiService<?>> meantBy(String rawQuery, byte[] form, List<ApiService<?>> candidates) {
        if (candidates.size() == 1) {
            return Optional.of(candidates.get(0));
        }
        String raw = '&' + rawQuery + '&' + new String(form, StandardCharsets.ISO_8859_1) + '&';
        for (ApiService<?> candidate : candidates) {
            if (raw.contains("&Version=" + candidate.model().apiVersion() + '&')) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The version says which service is meant; without one the service that knows the action, else the first. */
    private static ApiService<?> service(List<ApiService<?>> candidates, FormParameters parameters) {
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        String version = parameters.first("Version").orElse("");
        String action = parameters.first("Action").orElse("");
        for (ApiService<?> candidate : candidates) {
            boolean meant = version.isEmpty()
                    ? candidate.actions().operation(action).isPresent()
                    : version.equals(candidate.model().apiVersion());
            if (meant) {
                return candidate;
            }
        }
        return candidates.get(0);
    }

    private <N extends Enum<N> & OperationName> ProtocolExchange exchange(
            ApiRequest request,
            byte[] form,
            FormParameters parameters,
            ApiService<N> service,
            @Nullable AwsException unreadable) {
        String action = parameters.first("Action").orElse(null);
        String version = parameters.first("Version").orElse(null);
        Optional<N> name = action == null
                        || (version != null && !version.equals(service.model().apiVersion()))
                ? Optional.empty()
                : service.actions().operation(action);
        return new Exchange<>(request, form, parameters, service, action, version, name.orElse(null), unreadable);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Exchange<N extends Enum<N> & OperationName>(
            ApiRequest request,
            byte[] form,
            FormParameters parameters,
            ApiService<N> service,
            @Nullable String actionName,
            @Nullable String version,
            @Nullable N name,
            @Nullable AwsException unreadable)
            implements ProtocolExchange {
        @Override
        public @Nullable String operationName() {
            return name == null ? null : name.operationName();
        }

        @Override
        public ApiAction<?, ?> action() {
            requireReadable();
            if (actionName == null) {
                throw new AwsException(CommonError.MISSING_ACTION, "Missing Action");
            }
            if (name == null) {
                throw new AwsException(
                        CommonError.INVALID_ACTION,
                        "Could not find operation " + actionName + " for version "
                                + (version == null ? "NO_VERSION_SPECIFIED" : version));
            }
            return service.actions()
                    .action(name)
                    .orElseThrow(() -> new AwsException(
                            CommonError.NOT_IMPLEMENTED, "The action " + actionName + " is not implemented."));
        }

        @Override
        public @Nullable String claimedAccessKeyId() {
            String claimed = ScopeReader.claimedAccessKeyId(request);
            return claimed == null ? parameters.first("AWSAccessKeyId").orElse(null) : claimed;
        }

        @Override
        public Authenticated authenticate(RequestAuthenticator authenticator) {
            requireReadable();
            return authenticator.authenticate(
                    request, AuthProtocol.QUERY, service.model().signingName(), form);
        }

        private void requireReadable() {
            if (unreadable != null) {
                throw unreadable;
            }
        }

        @Override
        public void admit(Operation<?, ?> operation, Caller caller) {
            if (caller.accessKeyId() == null && !operation.has(Operation.Trait.UNSIGNED)) {
                throw RequestAuthenticator.missingAuthenticationToken(AuthProtocol.QUERY);
            }
        }

        @Override
        public <I extends Structure> I decode(Operation<I, ?> operation, RequestContext context) {
            I input = QueryCodec.decode(parameters, operation.input());
            Validator.check(input, service.refusedValues());
            return input;
        }

        @Override
        public <O extends Structure> ApiResponse encode(
                Operation<?, O> operation, O output, RequestContext context, RequestIds ids) {
            return response(200, QueryCodec.encodeResponse(operation, output, ids.requestId()), ids);
        }
    }

    @Override
    public ApiResponse encodeError(
            AwsException error, ApiRequest request, @Nullable ApiService<?> service, RequestIds ids) {
        byte[] body = QueryCodec.encodeError(service == null ? null : service.model(), error, ids.requestId());
        return response(error.code().status(), body, ids);
    }

    private static ApiResponse response(int status, byte[] body, RequestIds ids) {
        HttpHeaders headers =
                new HttpHeaders().add("x-amzn-RequestId", ids.requestId()).add("Content-Type", CONTENT_TYPE);
        return new ApiResponse(status, headers, new ResponseBody.Bytes(body));
    }

    @Override
    public AwsException unknownCaller(Authenticated authenticated) {
        return new AwsException(
                CommonError.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid.");
    }

    @Override
    public AwsException unreadableBody() {
        return new AwsException(CommonError.MALFORMED_INPUT, "The body of the request could not be read.");
    }

    @Override
    public AwsException tooLong() {
        return FormBody.tooLong();
    }

    @Override
    public AwsException unavailable() {
        return new AwsException(
                CommonError.SERVICE_UNAVAILABLE, "The request has failed due to a temporary failure of the server.");
    }

    @Override
    public AwsException internalError() {
        return new AwsException(
                CommonError.INTERNAL_FAILURE,
                "The request processing has failed because of an unknown error, exception or failure.");
    }
}
