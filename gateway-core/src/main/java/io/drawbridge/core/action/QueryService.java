// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.auth.AuthProtocol;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.OperationName;
import io.drawbridge.core.model.QueryCodec;
import io.drawbridge.core.model.ServiceModel;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.model.Validator;

/**
 * A service of the Query protocol on the wire: reads the form, verifies, decides, runs and answers.
 *
 * @param <N> the service's operations
 */
public final class QueryService<N extends Enum<N> & OperationName> {
    private static final String CONTENT_TYPE = "text/xml";

    private final ServiceModel model;
    private final ActionRegistry<N> registry;
    private final RequestAuthenticator authenticator;
    private final CallerContexts contexts;
    private final SessionRules sessionRules;
    private final String requestedRegion;

    /**
     * @param sessionRules which operations temporary credentials may call at all
     * @param requestedRegion the value of {@code aws:RequestedRegion}
     */
    public QueryService(
            ServiceModel model,
            ActionRegistry<N> registry,
            RequestAuthenticator authenticator,
            CallerContexts contexts,
            SessionRules sessionRules,
            String requestedRegion) {
        this.model = model;
        this.registry = registry;
        this.authenticator = authenticator;
        this.contexts = contexts;
        this.sessionRules = sessionRules;
        this.requestedRegion = requestedRegion;
    }

    /** The service in a credential scope, such as {@code iam}. */
    public String name() {
        return model.signingName();
    }

    /**
     * Answers one request.
     *
     * @param request as it arrived
     * @param form the body, at most 1 MiB; empty for GET
     * @throws AwsException for {@link #error} to render
     */
    public ApiResponse handle(ApiRequest request, byte[] form, String requestId, CallObserver observer) {
        FormParameters parameters = parameters(request, form);
        Authenticated authenticated =
                authenticator.authenticate(request, AuthProtocol.QUERY, model.signingName(), form);
        String actionName = parameters
                .first("Action")
                .orElseThrow(() -> new AwsException(CommonError.MISSING_ACTION, "Missing Action"));
        String version = parameters.first("Version").orElse(null);
        N name = registry.operation(actionName)
                .filter(known -> version == null || version.equals(model.apiVersion()))
                .orElseThrow(() -> new AwsException(
                        CommonError.INVALID_ACTION,
                        "Could not find operation " + actionName + " for version "
                                + (version == null ? "NO_VERSION_SPECIFIED" : version)));
        observer.operation(actionName);
        ApiAction<?, ?> action = registry.action(name)
                .orElseThrow(() -> new AwsException(
                        CommonError.NOT_IMPLEMENTED, "The action " + actionName + " is not implemented."));
        Operation<?, ?> operation = action.operation();
        if (authenticated.caller().accessKeyId() == null && !operation.has(Operation.Trait.UNSIGNED)) {
            throw new AwsException(CommonError.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
        }
        RequestContext context = contexts.create(
                        requestId,
                        model.signingName(),
                        new ApiRequest(
                                request.method(),
                                request.rawPath(),
                                request.rawQuery(),
                                request.headers(),
                                RequestBody.of(form),
                                request.remoteAddress(),
                                request.secure(),
                                request.receivedAt()),
                        authenticated,
                        requestedRegion)
                .orElseThrow(() -> new AwsException(
                        CommonError.INVALID_CLIENT_TOKEN_ID, "The security token included in the request is invalid."));
        observer.caller(context.caller().principal());
        sessionRules.check(actionName, context);
        return run(action, parameters, context);
    }

    /** The parameters of the form, or of the query for GET. */
    public static FormParameters parameters(ApiRequest request, byte[] form) {
        return form.length == 0 ? FormParameters.parse(request.rawQuery()) : FormParameters.parse(form);
    }

    private static <I extends Structure, O extends Structure> ApiResponse run(
            ApiAction<I, O> action, FormParameters parameters, RequestContext context) {
        Operation<I, O> operation = action.operation();
        I input = QueryCodec.decode(parameters, operation.input());
        Validator.check(input);
        context.require(action.accessChecks(input, context));
        O output = action.handle(input, context);
        byte[] body = QueryCodec.encodeResponse(operation, output, context.requestId());
        return response(200, body, context.requestId());
    }

    /** An error in the form of this service. */
    public ApiResponse error(AwsException error, String requestId) {
        return response(error.code().status(), QueryCodec.encodeError(model, error, requestId), requestId);
    }

    private static ApiResponse response(int status, byte[] body, String requestId) {
        HttpHeaders headers =
                new HttpHeaders().add("x-amzn-RequestId", requestId).add("Content-Type", CONTENT_TYPE);
        return new ApiResponse(status, headers, new ResponseBody.Bytes(body));
    }
}
