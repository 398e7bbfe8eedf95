// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.identity.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request after authentication: either its signature was verified, or it is unsigned.
 *
 * @param caller the signer; {@link Caller#ANONYMOUS} for an unsigned request
 * @param body the content without aws-chunked framing. Its {@code read} throws {@link
 *     io.drawbridge.core.error.AwsException} no later than at the end when the bytes are not the signed bytes: the
 *     reader must publish nothing before it has read to the end.
 * @param payload how the signature covers the body
 * @param signedParameters the names of the query parameters that the signature covers; null when it covers all of them,
 *     or when there is no signature. Version 2 signs only some: what decides about a request and is not among them must
 *     refuse it.
 */
public record Authenticated(
        Caller caller,
        RequestBody body,
        Payload payload,
        @Nullable Set<String> signedParameters) {
    /** A request without a signature, or with one that covers the whole query. */
    public Authenticated(Caller caller, RequestBody body, Payload payload) {
        this(caller, body, payload, null);
    }

    /** The same request with a signature that covers only these parameters of its query. */
    Authenticated withSignedParameters(Set<String> names) {
        return new Authenticated(caller, body, payload, Set.copyOf(names));
    }
}
