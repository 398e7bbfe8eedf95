// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import org.jspecify.annotations.Nullable;

/**
 * The three components of a version 4 Authorization header. When a name occurs twice, the first value counts.
 *
 * @param credential null when absent or empty, as are the others
 */
record AuthorizationHeader(
        @Nullable String credential,
        @Nullable String signedHeaders,
        @Nullable String signature) {
    /** Parses the text after the algorithm: components in any order, separated by commas, with or without blanks. */
    static AuthorizationHeader parse(String authorization) {
        String credential = null;
        String signedHeaders = null;
        String signature = null;
        int from = authorization.indexOf(' ');
        while (from >= 0 && from < authorization.length()) {
            int end = authorization.indexOf(',', from);
            end = end < 0 ? authorization.length() : end;
            String component = Ascii.trim(authorization.substring(from, end));
            if (credential == null) {
                credential = valueOf(component, "Credential=");
            }
            if (signedHeaders == null) {
                signedHeaders = valueOf(component, "SignedHeaders=");
            }
            if (signature == null) {
                signature = valueOf(component, "Signature=");
            }
            from = end + 1;
        }
        return new AuthorizationHeader(credential, signedHeaders, signature);
    }

    /** Returns the first credential; null when it is absent or empty. */
    static @Nullable String credential(String authorization) {
        int from = authorization.indexOf(' ');
        while (from >= 0 && from < authorization.length()) {
            int end = authorization.indexOf(',', from);
            end = end < 0 ? authorization.length() : end;
            String credential = valueOf(Ascii.trim(authorization.substring(from, end)), "Credential=");
            if (credential != null) {
                return credential;
            }
            from = end + 1;
        }
        return null;
    }

    private static @Nullable String valueOf(String component, String name) {
        return component.startsWith(name) && component.length() > name.length()
                ? component.substring(name.length())
                : null;
    }
}
