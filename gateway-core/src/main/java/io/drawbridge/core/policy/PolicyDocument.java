// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy document as written.
 *
 * @param kind the grammar with which it was read
 * @param version the Version element; null when absent, which means 2008-10-17
 * @param id the Id element, or null
 * @param statements in document order
 * @param text the original text, byte for byte
 */
public record PolicyDocument(
        PolicyGrammar kind,
        @Nullable String version,
        @Nullable String id,
        List<Statement> statements,
        String text) {
    /** The version of the policy language that supports policy variables. */
    public static final String NEWEST_VERSION = "2012-10-17";

    /** The version when there is no Version element. */
    public static final String OLDEST_VERSION = "2008-10-17";

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** Returns whether <code>${…}</code> is a variable in this document. */
    public boolean variables() {
        return NEWEST_VERSION.equals(version);
    }
}
