// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.List;

/**
 * The value of an Action, NotAction, Resource or NotResource element.
 *
 * @param form which element the statement has
 * @param values in document order; empty when absent or written as an empty list
 */
public record NameList(Form form, List<String> values) {
    /** Which of the two opposite elements a statement has, if any. */
    public enum Form {
        ABSENT,
        POSITIVE,
        NEGATED
    }

    /** A statement without such an element. */
    public static final NameList ABSENT = new NameList(Form.ABSENT, List.of());

    public NameList {
        values = List.copyOf(values);
    }

    /** Returns whether this is the Not… form. */
    public boolean negated() {
        return form == Form.NEGATED;
    }
}
