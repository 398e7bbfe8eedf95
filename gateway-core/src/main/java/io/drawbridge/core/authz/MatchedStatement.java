// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * A statement that took part in a decision.
 *
 * @param policy the policy it stands in
 * @param index 0-based place among the policy's statements
 * @param sid its Sid, or null
 * @param effect what it does
 * @param span where it stands in the text
 */
public record MatchedStatement(
        PolicyOrigin policy, int index, @Nullable String sid, Effect effect, SourceSpan span) {}
