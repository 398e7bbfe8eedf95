// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * One entry of a Principal or NotPrincipal element.
 *
 * @param type the member of the Principal object that contains the entry; {@code AWS} for a bare {@code "*"}
 * @param value as written
 */
public record PrincipalEntry(Type type, String value) {
    /** The members of a Principal object. */
    public enum Type {
        AWS("AWS"),
        FEDERATED("Federated"),
        SERVICE("Service"),
        CANONICAL_USER("CanonicalUser");

        private final String member;

        Type(String member) {
            this.member = member;
        }

        /** Returns the member's name in the document. */
        public String member() {
            return member;
        }
    }

    /** Returns whether this entry is a star for everyone. */
    public boolean everybody() {
        return type == Type.AWS && value.equals("*");
    }
}
