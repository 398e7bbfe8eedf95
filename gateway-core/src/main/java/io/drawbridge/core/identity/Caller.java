// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import org.jspecify.annotations.Nullable;

/**
 * An authenticated or anonymous caller.
 *
 * @param principal the principal of the caller
 * @param session the facts of the temporary credentials; null for long-term keys and for anonymous
 * @param accessKeyId the key that signed; null for anonymous
 * @param authenticationType how the request was signed
 */
public record Caller(
        Principal principal,
        @Nullable SessionFacts session,
        @Nullable String accessKeyId,
        AuthenticationType authenticationType) {
    /** The caller of an unsigned request. */
    public static final Caller ANONYMOUS =
            new Caller(new Principal.Anonymous(), null, null, AuthenticationType.ANONYMOUS);
}
