// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.requestlog;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.auth.AuthenticationFailure;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.model.Structure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one request. Complete when a {@link RequestLogSink} gets it, and not changed afterwards.
 *
 * <p>Input and output are the typed structures; their {@code toString} and {@code Shape.sensitive()} say which members must
 * not be shown. The request's headers hold signatures and session tokens, which no sink may write.
 */
public interface RequestLog {
    /** The id that the client sees. */
    String requestId();

    /** The request as it arrived; its body is used up. */
    ApiRequest request();

    /** The service's name, such as {@code iam}; null when the request does not say which service it is for. */
    @Nullable
    String service();

    /** The API name, such as {@code CreateRole}; null when the request names no operation that the service knows. */
    @Nullable
    String operation();

    /** The verified caller with the facts of its session; null when authentication failed or did not begin. */
    @Nullable
    Caller caller();

    /** The decoded and validated parameters; null when the request was refused before. */
    @Nullable
    Structure input();

    /** The result; null for an error. */
    @Nullable
    Structure output();

    /** The decisions, in order; empty when no sink wants decisions. */
    List<AccessDecision> decisions();

    /** The first question that the request asked of the policies; null when it asked none. */
    @Nullable
    AccessCheck firstCheck();

    /** The last question that was denied; null when none was. */
    @Nullable
    AccessDecision denial();

    /** Why the caller could not be authenticated; null when it was, or when the request claims no caller. */
    @Nullable
    AuthenticationFailure authenticationFailure();

    /** The access key id that a request claimed which could not be authenticated; it may be anybody's. */
    @Nullable
    String claimedAccessKeyId();

    /** The reason of a refusal that the answer hides; null when the error's text is the reason. */
    @Nullable
    String hiddenReason();

    /** The error that was answered; null for success. */
    @Nullable
    AwsException error();

    /** What made the server fail or refuse to serve for a while; null for success and for errors of the client. */
    @Nullable
    Throwable cause();

    /** The HTTP status; 0 when no response could be made. */
    int status();

    /** The length of the request's body in bytes; -1 for one that was chunked by HTTP. */
    long requestBodyBytes();

    /** Bytes of the response's body that were written to the connection. */
    long responseBodyBytes();

    /** Whether the response was written to its end. */
    boolean responseComplete();

    /** From the arrival of the head to the response, without sending it. */
    long processingNanos();

    /** From the arrival of the head to the last byte of the response. */
    long totalNanos();
}
