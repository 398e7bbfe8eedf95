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

    /**
     * Returns the access key id that a request claims in its head, for the log: nothing says that it is the sender's. Null
     * when it claims none. A form with a signature of version 2 claims it in its body, which is not read here.
     */
    public static @Nullable String claimedAccessKeyId(ApiRequest request) {
        String authorization = request.headers().first("authorization").orElse("");
        int colon = authorization.lastIndexOf(':');
        if (authorization.startsWith("AWS ") && colon > 0) {
            return authorization.substring("AWS ".length(), colon);
        }
        Optional<CredentialScope> scope = scopeOf(request);
        return scope.isPresent()
                ? scope.get().accessKeyId()
                : CanonicalQuery.parse(request.rawQuery()).first("AWSAccessKeyId");
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
