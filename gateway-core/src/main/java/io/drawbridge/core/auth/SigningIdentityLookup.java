// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.Credential;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up the secret of an access key id: in the store for long-term keys, in the token for temporary keys. */
final class SigningIdentityLookup {
    private static final String TEMPORARY = "ASIA";

    private final CredentialSource credentials;
    private final SessionTokens tokens;

    SigningIdentityLookup(CredentialSource credentials, SessionTokens tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    /**
     * Checks in this order: the key, the integrity of the token, the expiry.
     *
     * @param sessionToken null when the request has none
     */
    SigningIdentity find(String accessKeyId, @Nullable String sessionToken, AuthErrors faults) {
        if (accessKeyId.startsWith(TEMPORARY)) {
            if (sessionToken == null) {
                throw faults.unknownKey(accessKeyId).because("a temporary access key without its session token");
            }
            OpenedSession opened = tokens.open(sessionToken, accessKeyId);
            if (opened instanceof OpenedSession.Opened session) {
                return new SigningIdentity(accessKeyId, session.secret(), session.principal(), session.facts());
            }
            throw opened instanceof OpenedSession.Expired
                    ? faults.expiredToken(sessionToken)
                    : faults.invalidToken(sessionToken)
                            .because("a session token that does not belong to the access key");
        }
        Optional<Credential> credential = credentials.find(accessKeyId);
        if (credential.isEmpty()) {
            throw faults.unknownKey(accessKeyId).because("an access key that does not exist");
        }
        if (!credential.get().active()) {
            throw faults.unknownKey(accessKeyId).because("an inactive access key");
        }
        if (sessionToken != null) {
            throw faults.invalidToken(sessionToken).because("a session token with a long-term access key");
        }
        return new SigningIdentity(
                accessKeyId, credential.get().secret(), credential.get().principal(), null);
    }
}
