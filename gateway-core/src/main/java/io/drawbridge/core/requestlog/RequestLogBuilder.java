// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.requestlog;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.auth.AuthenticationFailure;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.model.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the log of one request. One thread at a time; a hand-over between threads goes through an executor. A request
 * that begins again on another thread overwrites what its first attempt left.
 */
public final class RequestLogBuilder implements RequestLog {
    private final String requestId;
    private final ApiRequest request;
    private final LongSupplier nanoTime;
    private final boolean keepsDecisions;
    private final long startNanos;
    private @Nullable String service;
    private @Nullable String operation;
    private @Nullable Caller caller;
    private @Nullable Structure input;
    private @Nullable Structure output;
    private @Nullable List<AccessDecision> decisions;
    private @Nullable AccessCheck firstCheck;
    private @Nullable AccessDecision denial;
    private @Nullable AuthenticationFailure authenticationFailure;
    private @Nullable String claimedAccessKeyId;
    private @Nullable String hiddenReason;
    private @Nullable AwsException error;
    private @Nullable Throwable cause;
    private int status;
    private long responseBodyBytes;
    private boolean responseComplete;
    private long processingNanos;
    private long totalNanos;
    private boolean closed;

    /** @param keepsDecisions whether a sink wants them */
    public RequestLogBuilder(String requestId, ApiRequest request, LongSupplier nanoTime, boolean keepsDecisions) {
        this.requestId = requestId;
        this.request = request;
        this.nanoTime = nanoTime;
        this.keepsDecisions = keepsDecisions;
        this.startNanos = nanoTime.getAsLong();
    }

    /** Forgets what an attempt found that is begun again. */
    public void restart() {
        caller = null;
        input = null;
        output = null;
        decisions = null;
        firstCheck = null;
        denial = null;
        authenticationFailure = null;
        claimedAccessKeyId = null;
        hiddenReason = null;
        error = null;
        cause = null;
        status = 0;
    }

    public void service(String name) {
        service = name;
    }

    public void operation(String name) {
        operation = name;
    }

    public void caller(Caller verified) {
        caller = verified;
    }

    public void input(Structure decoded) {
        input = decoded;
    }

    public void output(Structure result) {
        output = result;
    }

    /** Adds what was decided; a list of all decisions is kept if a sink wants it. */
    public void decision(AccessCheck check, Decision decision) {
        if (firstCheck == null) {
            firstCheck = check;
        }
        if (decision instanceof Decision.Denied) {
            denial = new AccessDecision(check, decision);
        }
        if (keepsDecisions) {
            List<AccessDecision> list = decisions;
            if (list == null) {
                list = new ArrayList<>(2);
                decisions = list;
            }
            list.add(new AccessDecision(check, decision));
        }
    }

    /** @param claimed the access key id in the request; null when it has none */
    public void authenticationFailed(AuthenticationFailure failure, @Nullable String claimed) {
        authenticationFailure = failure;
        claimedAccessKeyId = claimed;
    }

    /** What a refusal, if there is one, does not say to the client. */
    public void hiddenReason(String reason) {
        hiddenReason = reason;
    }

    /** @param because what made the server fail; null when the error is the client's */
    public void error(AwsException answered, @Nullable Throwable because) {
        error = answered;
        cause = because;
    }

    /** The head of the response is known. */
    public void response(int statusCode) {
        status = statusCode;
        processingNanos = nanoTime.getAsLong() - startNanos;
    }

    /**
     * The response is out, or cannot be sent. Hands the log to the sinks; does nothing when it was closed before.
     *
     * @param bodyBytes that were written
     */
    public void close(long bodyBytes, boolean complete, List<RequestLogSink> sinks) {
        if (closed) {
            return;
        }
        closed = true;
        responseBodyBytes = bodyBytes;
        responseComplete = complete;
        totalNanos = nanoTime.getAsLong() - startNanos;
        for (RequestLogSink sink : sinks) {
            sink.accept(this);
        }
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public ApiRequest request() {
        return request;
    }

    @Override
    public @Nullable String service() {
        return service;
    }

    @Override
    public @Nullable String operation() {
        return operation;
    }

    @Override
    public @Nullable Caller caller() {
        return caller;
    }

    @Override
    public @Nullable Structure input() {
        return input;
    }

    @Override
    public @Nullable Structure output() {
        return output;
    }

    @Override
    public List<AccessDecision> decisions() {
        List<AccessDecision> list = decisions;
        return list == null ? List.of() : List.copyOf(list);
    }

    @Override
    public @Nullable AccessCheck firstCheck() {
        return firstCheck;
    }

    @Override
    public @Nullable AccessDecision denial() {
        return denial;
    }

    @Override
    public @Nullable AuthenticationFailure authenticationFailure() {
        return authenticationFailure;
    }

    @Override
    public @Nullable String claimedAccessKeyId() {
        return claimedAccessKeyId;
    }

    @Override
    public @Nullable String hiddenReason() {
        AwsException answered = error;
        String reason = answered == null ? null : answered.reason();
        return reason == null ? hiddenReason : reason;
    }

    @Override
    public @Nullable AwsException error() {
        return error;
    }

    @Override
    public @Nullable Throwable cause() {
        return cause;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public long requestBodyBytes() {
        return request.body().contentLength();
    }

    @Override
    public long responseBodyBytes() {
        return responseBodyBytes;
    }

    @Override
    public boolean responseComplete() {
        return responseComplete;
    }

    @Override
    public long processingNanos() {
        return processingNanos;
    }

    @Override
    public long totalNanos() {
        return totalNanos;
    }
}
