// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.identity.SessionFacts;

/** The result of opening a session token. */
public sealed interface OpenedSession {
    /** The token is authentic, belongs to this access key id, and has not expired. */
    record Opened(Principal.InAccount principal, SessionFacts facts, SecretKey secret) implements OpenedSession {}

    /** The token was changed or truncated, sealed with another key, or issued with another access key id. */
    record Invalid() implements OpenedSession {}

    /** The token is authentic but has expired. */
    record Expired() implements OpenedSession {}
}
