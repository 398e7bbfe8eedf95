// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.identity.SessionFacts;

/** What became of a session token that was shown. */
public sealed interface OpenedSession {
    /** The token is ours, whole, of this access key id, and alive. */
    record Opened(Principal.InAccount principal, SessionFacts facts, SecretKey secret) implements OpenedSession {}

    /** Changed, cut, sealed by somebody else, or issued with another access key id. */
    record Invalid() implements OpenedSession {}

    /** Ours and whole, but its time is over. */
    record Expired() implements OpenedSession {}
}
