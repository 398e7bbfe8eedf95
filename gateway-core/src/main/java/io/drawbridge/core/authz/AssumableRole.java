// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import java.util.Map;

/**
 * A role as AssumeRole and its relatives see it.
 *
 * @param arn with path
 * @param roleId {@code AROA…}
 * @param roleName as it was created
 * @param account its owner
 * @param trustPolicy who may assume it
 * @param maxSessionDurationSeconds 3600 to 43200
 * @param tags the role's tags
 */
public record AssumableRole(
        Arn arn,
        String roleId,
        String roleName,
        AccountId account,
        CompiledPolicy trustPolicy,
        int maxSessionDurationSeconds,
        Map<String, String> tags) {
    public AssumableRole {
        tags = Map.copyOf(tags);
    }
}
