// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.Optional;

/** Encodes the details of a denial into a message that only {@code sts:DecodeAuthorizationMessage} can read. */
@FunctionalInterface
public interface DenialEncoder {
    /** Encodes no message. */
    DenialEncoder NONE = (context, check, denied) -> Optional.empty();

    /** Returns the encoded message of a denial; empty when there is none. */
    Optional<String> encode(AuthorizationContext context, AccessCheck check, Decision.Denied denied);
}
