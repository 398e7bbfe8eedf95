// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.identity.SessionFacts;
import org.jspecify.annotations.Nullable;

/**
 * The identity that a request claims, with the secret that can prove it.
 *
 * @param session null for long-term keys
 */
record SigningIdentity(
        String accessKeyId,
        SecretKey secret,
        Principal.InAccount principal,
        @Nullable SessionFacts session) {
    /** Returns the caller; call it only after the signature was verified. */
    Caller caller(AuthenticationType type) {
        return new Caller(principal, session, accessKeyId, type);
    }
}
