// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/** The role of a policy in a decision. The same managed policy can be an identity policy or a boundary. */
public enum PolicyType {
    SERVICE_CONTROL("a service control policy", "service control policy"),
    RESOURCE_CONTROL("a resource control policy", "resource control policy"),
    RESOURCE("a resource-based policy", "resource-based policy"),
    TRUST("the role trust policy", "role trust policy"),
    IDENTITY("an identity-based policy", "identity-based policy"),
    BOUNDARY("a permissions boundary", "permissions boundary"),
    SESSION("a session policy", "session policy");

    private final String explicitPhrase;
    private final String implicitPhrase;

    PolicyType(String explicitPhrase, String implicitPhrase) {
        this.explicitPhrase = explicitPhrase;
        this.implicitPhrase = implicitPhrase;
    }

    String explicitPhrase() {
        return explicitPhrase;
    }

    String implicitPhrase() {
        return implicitPhrase;
    }
}
