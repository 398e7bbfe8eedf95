// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.Credential;
import java.util.Optional;

/** Looks up long-term access keys. Called once for each request that such a key signed, so it must be fast. */
public interface CredentialSource {
    /** Returns the access key with the id, active or not; empty when there is none. */
    Optional<Credential> find(String accessKeyId);
}
