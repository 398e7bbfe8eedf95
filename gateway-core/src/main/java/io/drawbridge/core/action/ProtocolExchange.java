// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request in the hands of its protocol. Used by one thread at a time; errors are {@code AwsException}s. */
public interface ProtocolExchange {
    /** The service that answers. */
    ApiService<?> service();

    /** The API name of the operation; null when the request names none that the service knows. */
    @Nullable
    String operationName();

    /**
     * The action that serves the operation; may be asked for before the caller is authenticated.
     *
     * @throws io.drawbridge.core.error.AwsException when there is no such operation, or when it is not done
     */
    ApiAction<?, ?> action();

    /** The access key id that the request claims, for the log of a failed authentication; null when it claims none. */
    @Nullable
    String claimedAccessKeyId();

    /** Finds the sender. */
    Authenticated authenticate(RequestAuthenticator authenticator);

    /** Refuses a caller that may not call the operation at all, such as an unsigned one. */
    void admit(Operation<?, ?> operation, Caller caller);

    /** Whether the body of the operation is a document, read into memory before the operation runs. */
    default boolean hasDocument(Operation<?, ?> operation) {
        return false;
    }

    /**
     * Reads the parameters of an operation with a document that stand outside of the document, which is not touched.
     * The others are absent, also those that the operation requires.
     */
    default <I extends Structure> I decodeHead(Operation<I, ?> operation) {
        throw new IllegalStateException("operation: " + operation.name() + " (expected: one with a document)");
    }

    /** Returns the request as its action reads it; only its headers may differ from the original. */
    default ApiRequest read(ApiRequest original) {
        return original;
    }

    /**
     * Reads and validates the parameters.
     *
     * @throws IOException when the connection broke
     */
    <I extends Structure> I decode(Operation<I, ?> operation, RequestContext context) throws IOException;

    /** The response of a successful call. */
    <O extends Structure> ApiResponse encode(
            Operation<?, O> operation, O output, RequestContext context, RequestIds ids);
}
