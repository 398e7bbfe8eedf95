// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as written.
 *
 * @param sid the statement id, or null
 * @param effect what it does when it matches
 * @param principal whom it concerns; null where the kind of policy has none
 * @param actions Action or NotAction
 * @param resources Resource or NotResource; absent in trust policies
 * @param conditions all of which must hold
 * @param span where it stands in the text
 */
public record Statement(
        @Nullable String sid,
        Effect effect,
        @Nullable PrincipalElement principal,
        NameList actions,
        NameList resources,
        List<ConditionEntry> conditions,
        SourceSpan span) {
    public Statement {
        conditions = List.copyOf(conditions);
    }
}
