// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

/** The key pair of an account's root user. */
public record RootCredentials(String accountId, String accessKeyId, String secretAccessKey, Source source) {
    /** Where a key pair comes from. */
    public enum Source {
        /** It was given when the server was started. */
        GIVEN,
        /** The server made it at this start. */
        GENERATED,
        /** It was in the store already. */
        KEPT
    }

    @Override
    public String toString() {
        return "RootCredentials[" + accountId + ", " + accessKeyId + "]";
    }
}
