// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.Arn;
import java.util.List;
import java.util.Optional;

/** The AWS managed policies, which every account can attach. */
public interface AwsManagedPolicies {
    /** Returns the policy with that ARN. */
    Optional<AwsManagedPolicy> find(Arn arn);

    /** Returns the document of the only version of a policy that these policies contain. */
    String document(AwsManagedPolicy policy);

    /** Returns all of them in the order of their names. */
    List<AwsManagedPolicy> list();
}
