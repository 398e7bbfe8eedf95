// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.iam.model.ContextEntry;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import io.drawbridge.iam.model.SimulatePrincipalPolicyRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** aws:ResourceAccount in simulations: derived for stored principals, and required in the request otherwise. */
final class SimulatedResourceAccountTest {
    private static final String OWN_ONLY =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
                    + "\"Condition\":{\"StringEquals\":{\"aws:ResourceAccount\":\"111122223333\"}}}}";

    private final IamBed bed = new IamBed();

    private static List<ContextEntry> entry(String account) {
        return List.of(ContextEntry.builder()
                .contextKeyName("aws:ResourceAccount")
                .contextKeyType("string")
                .contextKeyValues(List.of(account))
                .build());
    }

    private EvaluationResult principal(SimulatePrincipalPolicyRequest.Builder request) {
        return bed.call(
                        SimulatePrincipalPolicyRequest.OPERATION,
                        request.policySourceArn("arn:aws:iam::111122223333:user/alice")
                                .actionNames(List.of("iam:GetAccountSummary"))
                                .build())
                .evaluationResults()
                .get(0);
    }

    private EvaluationResult custom(SimulateCustomPolicyRequest.Builder request) {
        return bed.call(
                        SimulateCustomPolicyRequest.OPERATION,
                        request.policyInputList(List.of(OWN_ONLY))
                                .actionNames(List.of("iam:GetAccountSummary"))
                                .build())
                .evaluationResults()
                .get(0);
    }

    @Test
    void itIsDerivedForAStoredPrincipal() {
        bed.user("alice");
        bed.allow("alice", OWN_ONLY);
        EvaluationResult known = principal(SimulatePrincipalPolicyRequest.builder());
        assertThat(known.evalDecision()).isEqualTo("allowed");
        assertThat(known.missingContextValues()).isEmpty();
        assertThat(principal(SimulatePrincipalPolicyRequest.builder().contextEntries(entry("999999999999")))
                        .evalDecision())
                .isEqualTo("implicitDeny");
    }

    @Test
    void itIsRequiredInTheRequestOtherwise() {
        EvaluationResult missing = custom(SimulateCustomPolicyRequest.builder());
        assertThat(missing.evalDecision()).isEqualTo("implicitDeny");
        assertThat(missing.missingContextValues()).containsExactly("aws:ResourceAccount");
        EvaluationResult given = custom(SimulateCustomPolicyRequest.builder().contextEntries(entry("111122223333")));
        assertThat(given.evalDecision()).isEqualTo("allowed");
        assertThat(given.missingContextValues()).isEmpty();
    }
}
