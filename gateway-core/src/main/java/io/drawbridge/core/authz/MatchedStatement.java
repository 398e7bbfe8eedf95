// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * A statement that contributed to a decision.
 *
 * @param policy the policy that contains it
 * @param index 0-based position among the policy's statements
 * @param sid its Sid, or null
 * @param effect its effect
 * @param span its position in the text
 */
public record MatchedStatement(
        PolicyOrigin policy, int index, @Nullable String sid, Effect effect, SourceSpan span) {}
