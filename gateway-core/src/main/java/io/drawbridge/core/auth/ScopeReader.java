// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.ApiRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the credential scope of a request before anything is verified: the router needs the service name in it, and the
 * service that handles a request must be the one that the signature names. Never throws.
 */
public final class ScopeReader {
    private static final String PARAMETER = "X-Amz-Credential";

    private ScopeReader() {}

    /** Returns the scope in the Authorization header, else the scope in the query; empty when there is neither. */
    public static Optional<CredentialScope> scopeOf(ApiRequest request) {
        Optional<String> authorization = request.headers().first("authorization");
        if (authorization.isPresent()) {
            return ofHeader(authorization.get());
        }
        return request.rawQuery().isEmpty() ? Optional.empty() : ofQuery(request.rawQuery());
    }

    private static Optional<CredentialScope> ofHeader(String authorization) {
        if (!authorization.startsWith("AWS4-")) {
            return Optional.empty();
        }
        String credential = AuthorizationHeader.credential(authorization);
        return credential == null ? Optional.empty() : CredentialScope.parse(credential);
    }

    private static Optional<CredentialScope> ofQuery(String rawQuery) {
        String credential = credentialParameter(rawQuery);
        return credential == null ? Optional.empty() : CredentialScope.parse(credential);
    }

    /**
     * Returns the first credential parameter. INVARIANT: the verifier reads it here too, so both see the same service.
     */
    static @Nullable String credentialParameter(String rawQuery) {
        int from = 0;
        while (from < rawQuery.length()) {
            int end = rawQuery.indexOf('&', from);
            end = end < 0 ? rawQuery.length() : end;
            int equals = rawQuery.indexOf('=', from);
            if (equals > 0
                    && equals < end
                    && UriEncoding.canonical(rawQuery, from, equals, false).equals(PARAMETER)) {
                return UriEncoding.decoded(rawQuery.substring(equals + 1, end));
            }
            from = end + 1;
        }
        return null;
    }
}
