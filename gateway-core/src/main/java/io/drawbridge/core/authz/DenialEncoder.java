// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.Optional;

/** Puts all that led to a refusal into a text that only {@code sts:DecodeAuthorizationMessage} can read. */
@FunctionalInterface
public interface DenialEncoder {
    /** Adds nothing to texts. */
    DenialEncoder NONE = (context, check, denied) -> Optional.empty();

    /** The encoded message of a refusal; empty when there is none. */
    Optional<String> encode(AuthorizationContext context, AccessCheck check, Decision.Denied denied);
}
