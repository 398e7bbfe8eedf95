// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * One entry of a Principal or NotPrincipal element.
 *
 * @param type the member it stood under; a bare {@code "*"} is read as {@code AWS}
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

        /** The member's name in the document. */
        public String member() {
            return member;
        }
    }

    /** Whether this entry names everybody. */
    public boolean everybody() {
        return type == Type.AWS && value.equals("*");
    }
}
