// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import java.util.Optional;

/** What the other services ask the IAM module. Answers are current, from caches where possible; thread-safe. */
public interface IdentityDirectory {
    /** The policies of a principal; empty when its user or role is gone. For root: present, without policies. */
    Optional<IdentityPolicies> policiesOf(Principal.InAccount principal);

    /** The unique id ({@code AIDA…}, {@code AROA…}) of a user or role; empty when there is none of that ARN. */
    Optional<String> uniqueIdOf(Arn userOrRole);

    /** The ARN of the user or role that has the unique id; empty when it is gone. */
    Optional<Arn> arnOf(String uniqueId);

    /** A role that may be assumed; empty when there is none of that ARN. */
    Optional<AssumableRole> role(Arn roleArn);

    /** The default version of a managed policy, AWS's or a customer's; empty when there is none of that ARN. */
    Optional<CompiledPolicy> managedPolicy(Arn policyArn);

    /** Whether this server holds the account. */
    boolean accountExists(AccountId account);
}
