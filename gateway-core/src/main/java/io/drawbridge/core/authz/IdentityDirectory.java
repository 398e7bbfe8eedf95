// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import java.util.Optional;

/** What other services look up in the IAM module. Answers are current, from caches where possible; thread-safe. */
public interface IdentityDirectory {
    /**
     * Returns the policies of a principal; empty when its user or role is deleted. For root: present, without policies.
     */
    Optional<IdentityPolicies> policiesOf(Principal.InAccount principal);

    /**
     * Returns the unique id ({@code AIDA…}, {@code AROA…}) of a user or role; empty when there is none with that ARN.
     */
    Optional<String> uniqueIdOf(Arn userOrRole);

    /** Returns the ARN of the user or role with the unique id; empty when it is deleted. */
    Optional<Arn> arnOf(String uniqueId);

    /** Returns a role that may be assumed; empty when there is none with that ARN. */
    Optional<AssumableRole> role(Arn roleArn);

    /** Returns the default version of an AWS or customer managed policy; empty when there is none with that ARN. */
    Optional<CompiledPolicy> managedPolicy(Arn policyArn);

    /** Returns whether this server has the account. */
    boolean accountExists(AccountId account);

    /** Returns whether a policy may name the account: one of this server, or one that is known to exist elsewhere. */
    boolean accountNameable(AccountId account);
}
