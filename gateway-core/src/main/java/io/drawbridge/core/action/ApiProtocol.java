// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.Endpoint;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.UniqueIds;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wire protocol: it turns requests into operations with typed input, and results and errors into responses. Stateless;
 * safe for many threads.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/index.html">AWS protocols</a>
 */
public interface ApiProtocol {
    /** Ids for a new request. */
    RequestIds newIds(UniqueIds ids);

    /** Whether {@link #open} reads the body, because the signature or the operation cannot be known without it. */
    boolean opensWithBody();

    /** The length of the longest body that is read into memory, in bytes. */
    int documentLengthMax();

    /**
     * Reads what must be known before anybody is authenticated. Everything that decides the operation is read here, once:
     * verification, dispatch and decoding all use what was read.
     *
     * @param candidates the services that the request may be for, at least one
     * @throws AwsException when it cannot be read at all
     * @throws IOException when the connection broke
     */
    ProtocolExchange open(ApiRequest request, Endpoint endpoint, List<ApiService<?>> candidates) throws IOException;

    /**
     * Refuses a request whose body {@link #open} needs, if its head alone is a reason: an unknown key, an expired token or
     * signature.
     *
     * @throws AwsException the refusal
     */
    default void checkHead(ApiRequest request, List<ApiService<?>> candidates, RequestAuthenticator authenticator) {}

    /**
     * An error as a response.
     *
     * @param service the service that answers; null when the request does not say which
     */
    ApiResponse encodeError(AwsException error, ApiRequest request, @Nullable ApiService<?> service, RequestIds ids);

    /** What the caller gets whose key is verified but whose user or role is gone. */
    AwsException unknownCaller(Authenticated authenticated);

    /** What the caller gets whose body could not be read to its end. */
    AwsException unreadableBody();

    /** What the caller gets whose body is longer than {@link #documentLengthMax}. */
    AwsException tooLong();

    /** What the caller gets while the store cannot be used. */
    AwsException unavailable();

    /** What the caller gets after a fault of the server. */
    AwsException internalError();
}
