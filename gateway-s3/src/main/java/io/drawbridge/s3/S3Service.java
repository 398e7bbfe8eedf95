// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.action.ActionRegistry;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.CallObserver;
import io.drawbridge.core.action.CallerContexts;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.S3AuthError;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.RestXmlCodec;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.checksum.CheckedBody;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.route.S3Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** S3 on the wire: verifies, finds the operation, decides, runs and answers. */
public final class S3Service {
    private static final int DOCUMENT_LENGTH_MAX = 2 << 20;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;

    private final ActionRegistry<S3Operation> registry;
    private final RequestAuthenticator authenticator;
    private final CallerContexts contexts;
    private final String region;
    private final RestXmlCodec codec = new RestXmlCodec(DOCUMENT_LENGTH_MAX, true);

    /** @param region the value of {@code aws:RequestedRegion} */
    public S3Service(
            ActionRegistry<S3Operation> registry,
            RequestAuthenticator authenticator,
            CallerContexts contexts,
            String region) {
        this.registry = registry;
        this.authenticator = authenticator;
        this.contexts = contexts;
        this.region = region;
    }

    /**
     * Answers one request.
     *
     * @param request as it arrived
     * @param rawPath its path without any prefix in front of the bucket
     * @param virtualHostBucket the bucket that the Host header names, or null
     * @throws AwsException for {@link #error} to render
     * @throws IOException when the connection broke, or the blob store failed
     */
    public ApiResponse handle(
            ApiRequest request,
            String rawPath,
            @org.jspecify.annotations.Nullable String virtualHostBucket,
            String requestId,
            CallObserver observer)
            throws IOException {
        Authenticated authenticated = authenticator.authenticateS3(request, virtualHostBucket);
        observer.caller(authenticated.caller().principal());
        FormParameters query =
                FormParameters.parse(request.rawQuery(), S3Error.INVALID_URI, "Couldn't parse the specified URI.");
        S3Address address = S3Address.of(rawPath, virtualHostBucket);
        S3Operation name = S3Router.operation(request.method(), address, query, request.headers());
        observer.operation(name.operationName());
        ApiAction<?, ?> action = registry.action(name)
                .orElseThrow(() -> new AwsException(
                        S3Error.NOT_IMPLEMENTED,
                        "A header you provided implies functionality that is not implemented: "
                                + name.operationName()));
        RequestContext context = contexts.create(
                        requestId,
                        "s3",
                        new ApiRequest(
                                request.method(),
                                request.rawPath(),
                                request.rawQuery(),
                                request.headers(),
                                authenticated.body(),
                                request.remoteAddress(),
                                request.secure(),
                                request.receivedAt()),
                        authenticated,
                        region)
                .orElseThrow(() -> unknownKey(authenticated));
        return run(action, address, query, context);
    }

    private <I extends Structure, O extends Structure> ApiResponse run(
            ApiAction<I, O> action, S3Address address, FormParameters query, RequestContext context)
            throws IOException {
        Operation<I, O> operation = action.operation();
        I input = codec.decodeRequest(
                operation, labels(address), query, context.request().headers(), body(operation, context));
        context.require(action.accessChecks(input, context));
        O output;
        try {
            output = action.handle(input, context);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ApiResponse response = codec.encodeResponse(operation, output);
        if (tellsRegion(operation)) {
            response.headers().add("x-amz-bucket-region", context.region());
        }
        boolean partial = response.status() == 200 && response.headers().contains("Content-Range");
        return partial ? new ApiResponse(PARTIAL_CONTENT, response.headers(), response.body()) : response;
    }

    /** AWS: the lists of a bucket say where it is; HeadBucket has a member for it. */
    private static boolean tellsRegion(Operation<?, ?> operation) {
        return operation.name().equals(S3Operation.LIST_OBJECTS_V2.operationName())
                || operation.name().equals(S3Operation.LIST_OBJECTS.operationName());
    }

    private static RequestBody body(Operation<?, ?> operation, RequestContext context) {
        RequestBody body = context.request().body();
        if (!operation.has(Operation.Trait.CHECKSUM_REQUIRED)) {
            return body;
        }
        // AWS: the model says "required" of many more operations than refuse a request without.
        CheckedBody.Presence presence = operation.name().equals(S3Operation.DELETE_OBJECTS.operationName())
                ? CheckedBody.Presence.REQUIRED
                : CheckedBody.Presence.OPTIONAL;
        return CheckedBody.of(body, context.request().headers(), context.payload(), presence);
    }

    private static Map<String, String> labels(S3Address address) {
        Map<String, String> labels = new HashMap<>(4);
        if (address.bucket() != null) {
            labels.put("Bucket", address.bucket());
        }
        if (address.key() != null) {
            labels.put("Key", address.key());
        }
        return labels;
    }

    private static AwsException unknownKey(Authenticated authenticated) {
        String accessKeyId = authenticated.caller().accessKeyId();
        return new AwsException(
                S3AuthError.INVALID_ACCESS_KEY_ID,
                "The AWS Access Key Id you provided does not exist in our records.",
                accessKeyId == null ? Map.of() : Map.of("AWSAccessKeyId", accessKeyId));
    }

    /** An error in the form of S3; HEAD has no body. */
    public ApiResponse error(AwsException error, String method, String requestId, String hostId) {
        ApiResponse response = RestXmlCodec.encodeError(error, requestId, hostId);
        if (response.status() == NOT_MODIFIED) {
            // HTTP: a 304 has no body, but the headers that a 200 would have had.
            error.details().forEach(response.headers()::add);
        }
        boolean bodyless = method.equals("HEAD") || response.status() == NOT_MODIFIED;
        return bodyless ? new ApiResponse(response.status(), response.headers(), ResponseBody.EMPTY) : response;
    }

    /** Adds the headers that every response bears. */
    public ApiResponse finish(ApiResponse response, String requestId, String hostId) {
        HttpHeaders headers = response.headers();
        headers.add("x-amz-request-id", requestId);
        headers.add("x-amz-id-2", hostId);
        headers.add("Server", "AmazonS3");
        return response;
    }
}
