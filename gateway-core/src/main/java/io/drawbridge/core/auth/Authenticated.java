// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.identity.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request whose signature was verified, or which bore none.
 *
 * @param caller who signed; {@link Caller#ANONYMOUS} when nobody did
 * @param body the content without any signing frame. Its {@code read} throws
 *     {@link io.drawbridge.core.error.AwsException} at the latest at its end when the bytes are not the signed ones:
 *     nothing may be published before the end was read.
 * @param payload how the body was covered by the signature
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
