// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.organization;

import io.drawbridge.core.kv.KeySpace;

/** The key spaces of the organization, of the namespaces 50 to 59. All are global. */
final class OrganizationSpaces {
    /** The organization: one row. */
    static final KeySpace ORGANIZATION = new KeySpace(50, "organization");
    /** root, unit or account id → {@code OrganizationTarget}. */
    static final KeySpace TARGET = new KeySpace(51, "organization targets");
    /** policy id → {@code ControlPolicy}. */
    static final KeySpace POLICY = new KeySpace(52, "organization policies");

    private OrganizationSpaces() {}
}
