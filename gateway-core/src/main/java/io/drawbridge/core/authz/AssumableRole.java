// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import java.util.Map;

/**
 * A role as the AssumeRole actions need it.
 *
 * @param arn with path
 * @param roleId the unique id, {@code AROA…}
 * @param roleName the role name in the case in which it was created
 * @param account the account of the role
 * @param trustPolicy the policy that decides who may assume the role
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
