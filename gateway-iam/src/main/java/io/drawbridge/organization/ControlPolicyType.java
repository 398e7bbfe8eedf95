// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.organization;

import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.policy.PolicyGrammar;

/** The two kinds of policies with which an organization limits its accounts. */
public enum ControlPolicyType {
    /** Limits the principals of an account. */
    SERVICE_CONTROL(
            "service_control_policy", "FullAWSAccess", PolicyGrammar.SERVICE_CONTROL, PolicySourceType.SERVICE_CONTROL),
    /** Limits who may use the resources of an account. */
    RESOURCE_CONTROL(
            "resource_control_policy",
            "RCPFullAWSAccess",
            PolicyGrammar.RESOURCE_CONTROL,
            PolicySourceType.RESOURCE_CONTROL);

    private final String arnPart;
    private final String fullAccessName;
    private final PolicyGrammar kind;
    private final PolicySourceType policyType;

    ControlPolicyType(String arnPart, String fullAccessName, PolicyGrammar kind, PolicySourceType policyType) {
        this.arnPart = arnPart;
        this.fullAccessName = fullAccessName;
        this.kind = kind;
        this.policyType = policyType;
    }

    /** Returns the type that rows and ARNs call by this name. */
    static ControlPolicyType ofArnPart(String arnPart) {
        for (ControlPolicyType type : values()) {
            if (type.arnPart.equals(arnPart)) {
                return type;
            }
        }
        throw new IllegalStateException("control policy type: " + arnPart + " (expected: a known one)");
    }

    /** Returns the name of the type in ARNs. */
    String arnPart() {
        return arnPart;
    }

    /** Returns the name of the AWS managed policy of this type that allows everything. */
    public String fullAccessName() {
        return fullAccessName;
    }

    /** Returns the grammar of its documents. */
    public PolicyGrammar kind() {
        return kind;
    }

    PolicySourceType policyType() {
        return policyType;
    }
}
