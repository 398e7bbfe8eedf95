// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as written.
 *
 * @param sid the statement id, or null
 * @param effect its effect when it matches
 * @param principal the principals to which it applies; null for kinds of policy without principals
 * @param actions Action or NotAction
 * @param resources Resource or NotResource; absent in trust policies
 * @param conditions all of them must hold
 * @param span its position in the text
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
