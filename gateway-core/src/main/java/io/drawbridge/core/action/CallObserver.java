// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.identity.Principal;
import org.jspecify.annotations.Nullable;

/** Collects what becomes known of a call while it is handled, for its event. One thread at a time. */
public final class CallObserver {
    private @Nullable String operation;
    private @Nullable Principal principal;

    /** The operation was recognised. */
    public void operation(String name) {
        operation = name;
    }

    /** The caller was authenticated. */
    public void caller(Principal caller) {
        principal = caller;
    }

    /** The API name; null when it could not be told. */
    public @Nullable String operation() {
        return operation;
    }

    /** The caller's ARN, {@code anonymous}, or null when the signature was refused. */
    public @Nullable String principal() {
        Principal known = principal;
        if (known == null) {
            return null;
        }
        return known instanceof Principal.InAccount inAccount ? inAccount.arn().toString() : "anonymous";
    }
}
