// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

/** The key pair of an account's root user. */
public record RootCredentials(String accountId, String accessKeyId, String secretAccessKey, Source source) {
    /** The origin of a key pair. */
    public enum Source {
        /** It was given at the start of the server. */
        GIVEN,
        /** The server created it at this start. */
        GENERATED,
        /** It was already in the store. */
        KEPT
    }

    @Override
    public String toString() {
        return "RootCredentials[" + accountId + ", " + accessKeyId + "]";
    }
}
