// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.Credential;
import java.util.Optional;

/** Where long-term access keys are found. Called once for each request that such a key signed; must be fast. */
public interface CredentialSource {
    /** The key with the id, active or not; empty when nobody has it. */
    Optional<Credential> find(String accessKeyId);
}
