// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.ApiProtocol;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.ProtocolExchange;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestIds;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.S3AuthError;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.RestXmlCodec;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.checksum.CheckedBody;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.model.S3Operation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The REST-XML protocol of S3: method, address, query and headers determine the operation; bodies are streamed. Safe
 * for many threads.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html">restXml</a>
 */
public final class S3Protocol implements ApiProtocol {
    private static final int DOCUMENT_LENGTH_MAX = 2 << 20;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;

    private final ActionRegistry<S3Operation> actions;
    private final RestXmlCodec codec = new RestXmlCodec(DOCUMENT_LENGTH_MAX, true);

    public S3Protocol(ActionRegistry<S3Operation> actions) {
        this.actions = actions;
    }

    @Override
    public RequestIds newIds(UniqueIds ids) {
        return new RequestIds(ids.s3RequestId(), ids.s3HostId());
    }

    @Override
    public boolean opensWithBody() {
        return false;
    }

    @Override
    public ProtocolExchange open(ApiRequest request, Endpoint endpoint, List<ApiService<?>> candidates) {
        try {
            FormParameters query =
                    FormParameters.parse(request.rawQuery(), S3Error.INVALID_URI, "Couldn't parse the specified URI.");
            S3Address address = S3Address.of(endpoint.rawPath(), endpoint.virtualHostBucket());
            HttpHeaders headers = QueryHeaders.of(request.headers(), query);
            S3Operation name = S3Router.operation(request.method(), address, query, headers);
            return new Exchange(request, endpoint, candidates.get(0), new Parsed(query, headers, address, name), null);
        } catch (AwsException e) {
            // AWS: the caller is authenticated before the response names an error of the address.
            return new Exchange(request, endpoint, candidates.get(0), null, e);
        }
    }

    /**
     * The parsed head of a request.
     *
     * @param headers with those in the query of a presigned URL
     */
    private record Parsed(FormParameters query, HttpHeaders headers, S3Address address, S3Operation name) {
        Map<String, String> labels() {
            Map<String, String> labels = new HashMap<>(4);
            if (address.bucket() != null) {
                labels.put("Bucket", address.bucket());
            }
            if (address.key() != null) {
                labels.put("Key", address.key());
            }
            return labels;
        }
    }

    private final class Exchange implements ProtocolExchange {
        private final ApiRequest request;
        private final Endpoint endpoint;
        private final ApiService<?> service;
        private final @Nullable Parsed parsed;
        private final @Nullable AwsException malformed;

        Exchange(
                ApiRequest request,
                Endpoint endpoint,
                ApiService<?> service,
                @Nullable Parsed parsed,
                @Nullable AwsException malformed) {
            this.request = request;
            this.endpoint = endpoint;
            this.service = service;
            this.parsed = parsed;
            this.malformed = malformed;
        }

        @Override
        public ApiService<?> service() {
            return service;
        }

        @Override
        public @Nullable String operationName() {
            return parsed == null ? null : parsed.name().operationName();
        }

        private Parsed parsed() {
            if (parsed == null) {
                throw malformed == null ? new IllegalStateException("a request without an address") : malformed;
            }
            return parsed;
        }

        @Override
        public ApiAction<?, ?> action() {
            S3Operation name = parsed().name();
            return actions.action(name).orElseThrow(() -> new AwsException(
                            S3Error.NOT_IMPLEMENTED,
                            "A header you provided implies functionality that is not implemented")
                    .with("additionalMessage", name.operationName() + " is not implemented"));
        }

        @Override
        public Authenticated authenticate(RequestAuthenticator authenticator) {
            Authenticated authenticated = authenticator.authenticateS3(request, endpoint.virtualHostBucket());
            if (parsed != null && authenticated.caller().accessKeyId() != null) {
                SignedRequest.require(request.headers(), parsed.query(), authenticated);
            }
            return authenticated;
        }

        @Override
        public void admit(Operation<?, ?> operation, Caller caller) {
            // AWS: bucket policies and access control lists may allow anonymous callers.
        }

        @Override
        public ApiRequest read(ApiRequest original) {
            return original.withHeaders(parsed().headers());
        }

        @Override
        public <I extends Structure> I decode(Operation<I, ?> operation, RequestContext context) throws IOException {
            Parsed head = parsed();
            return codec.decodeRequest(
                    operation, head.labels(), head.query(), head.headers(), body(operation, context));
        }

        @Override
        public <O extends Structure> ApiResponse encode(
                Operation<?, O> operation, O output, RequestContext context, RequestIds ids) {
            ApiResponse response = codec.encodeResponse(operation, output);
            if (showsRegion(parsed().name())) {
                response.headers().add("x-amz-bucket-region", context.region());
            }
            boolean partial = response.status() == 200 && response.headers().contains("Content-Range");
            return identified(
                    partial ? new ApiResponse(PARTIAL_CONTENT, response.headers(), response.body()) : response, ids);
        }
    }

    /** AWS: the lists of a bucket show its region; HeadBucket has a member for it. */
    private static boolean showsRegion(S3Operation name) {
        return name == S3Operation.LIST_OBJECTS_V2 || name == S3Operation.LIST_OBJECTS;
    }

    private static RequestBody body(Operation<?, ?> operation, RequestContext context) {
        RequestBody body = context.request().body();
        if (!operation.has(Operation.Trait.CHECKSUM_REQUIRED)) {
            return body;
        }
        // AWS: the model marks a checksum as required for many more operations than AWS enforces.
        CheckedBody.Presence presence = operation.name().equals(S3Operation.DELETE_OBJECTS.operationName())
                ? CheckedBody.Presence.REQUIRED
                : CheckedBody.Presence.OPTIONAL;
        return CheckedBody.of(body, context.request().headers(), context.payload(), presence);
    }

    @Override
    public ApiResponse encodeError(
            AwsException error, ApiRequest request, @Nullable ApiService<?> service, RequestIds ids) {
        String extended = ids.extendedRequestId();
        ApiResponse response = RestXmlCodec.encodeError(error, ids.requestId(), extended == null ? "" : extended);
        if (response.status() == NOT_MODIFIED) {
            // HTTP: a 304 has no body, but has the headers of the 200.
            error.details().forEach(response.headers()::add);
        }
        boolean bodyless = request.method().equals("HEAD") || response.status() == NOT_MODIFIED;
        return identified(
                bodyless ? new ApiResponse(response.status(), response.headers(), ResponseBody.EMPTY) : response, ids);
    }

    /** Adds the headers that every response has. */
    private static ApiResponse identified(ApiResponse response, RequestIds ids) {
        HttpHeaders headers = response.headers();
        headers.add("x-amz-request-id", ids.requestId());
        if (ids.extendedRequestId() != null) {
            headers.add("x-amz-id-2", ids.extendedRequestId());
        }
        headers.add("Server", "AmazonS3");
        return response;
    }

    @Override
    public AwsException unknownCaller(Authenticated authenticated) {
        String accessKeyId = authenticated.caller().accessKeyId();
        return new AwsException(
                S3AuthError.INVALID_ACCESS_KEY_ID,
                "The AWS Access Key Id you provided does not exist in our records.",
                accessKeyId == null ? Map.of() : Map.of("AWSAccessKeyId", accessKeyId));
    }

    @Override
    public AwsException unreadableBody() {
        return new AwsException(
                S3Error.REQUEST_TIMEOUT,
                "Your socket connection to the server was not read from or written to within the timeout period."
                        + " Idle connections will be closed.");
    }

    @Override
    public AwsException unavailable() {
        return new AwsException(S3Error.SLOW_DOWN, "Please reduce your request rate.");
    }

    @Override
    public AwsException internalError() {
        return new AwsException(S3Error.INTERNAL_ERROR, "We encountered an internal error. Please try again.");
    }
}
