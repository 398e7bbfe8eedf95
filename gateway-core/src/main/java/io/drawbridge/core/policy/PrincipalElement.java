// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.List;

/**
 * A Principal or NotPrincipal element.
 *
 * @param form which of the two elements, and how it is written
 * @param entries in document order
 */
public record PrincipalElement(Form form, List<PrincipalEntry> entries) {
    /** Which element it is, and whether it is a bare string. */
    public enum Form {
        /** {@code "Principal": "*"}. */
        BARE,
        /** {@code "Principal": {…}}. */
        OBJECT,
        /** {@code "NotPrincipal": …}. */
        NEGATED
    }

    public PrincipalElement {
        entries = List.copyOf(entries);
    }

    /** Returns whether this is a NotPrincipal element. */
    public boolean negated() {
        return form == Form.NEGATED;
    }
}
