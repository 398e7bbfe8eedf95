// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.iam.model.ContextEntry;
import io.drawbridge.iam.model.CreateRoleRequest;
import io.drawbridge.iam.model.CreateUserRequest;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.SimulatePrincipalPolicyRequest;
import io.drawbridge.iam.model.Tag;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulations of one account disclose nothing about another. */
final class SimulationAcrossAccountsTest {
    private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
    private static final String FOREIGN = "arn:aws:iam::444455556666:";
    private static final List<Tag> TAGS =
            List.of(Tag.builder().key("project").value("falcon").build());
    private static final String DENY_GUESSED_RESOURCE = deny("aws:ResourceTag/project");
    private static final String DENY_GUESSED_PRINCIPAL = deny("aws:PrincipalTag/project");

    private final IamBed bed = new IamBed();

    private static String deny(String key) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                + "\"Condition\":{\"StringLike\":{\"" + key + "\":\"f*\"}}}]}";
    }

    @BeforeEach
    void start() {
        bed.user("alice");
        bed.allow("alice", IamBed.ALLOW_ALL);
        role(bed.root(), "own", IamBed.TRUST_ROOT);
        RequestContext other = bed.context(new Principal.AccountRoot(IamBed.OTHER), null);
        role(other, "closed", IamBed.trust("arn:aws:iam::444455556666:root"));
        role(
                other,
                "external",
                IamBed.trust("111122223333")
                        .replace(
                                "\"Action\"",
                                "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"secret\"}},\"Action\""));
        bed.call(
                other,
                CreateUserRequest.OPERATION,
                CreateUserRequest.builder().userName("mallory").tags(TAGS).build());
    }

    private void role(RequestContext context, String name, String trust) {
        bed.call(
                context,
                CreateRoleRequest.OPERATION,
                CreateRoleRequest.builder()
                        .roleName(name)
                        .assumeRolePolicyDocument(trust)
                        .tags(TAGS)
                        .build());
    }

    private EvaluationResult simulate(String role, SimulatePrincipalPolicyRequest.Builder more) {
        return bed.call(
                        SimulatePrincipalPolicyRequest.OPERATION,
                        more.policySourceArn(ALICE)
                                .actionNames(List.of("sts:AssumeRole"))
                                .resourceArns(List.of(role))
                                .build())
                .evaluationResults()
                .get(0);
    }

    private static SimulatePrincipalPolicyRequest.Builder request() {
        return SimulatePrincipalPolicyRequest.builder();
    }

    private static ContextEntry externalId(String value) {
        return ContextEntry.builder()
                .contextKeyName("sts:ExternalId")
                .contextKeyType("string")
                .contextKeyValues(List.of(value))
                .build();
    }

    private static String anonymized(EvaluationResult result) {
        return result.toString().replaceAll("role/[a-z]+", "role/x");
    }

    @Test
    void rolesOfOtherAccountsLookLikeMissingRoles() {
        for (String external : List.of("wrong", "secret")) {
            for (String policy : List.of(IamBed.ALLOW_ALL, DENY_GUESSED_RESOURCE)) {
                String absent = anonymized(simulate(
                        FOREIGN + "role/absent",
                        request().contextEntries(List.of(externalId(external))).policyInputList(List.of(policy))));
                for (String role : List.of("closed", "external")) {
                    EvaluationResult result = simulate(
                            FOREIGN + "role/" + role,
                            request()
                                    .contextEntries(List.of(externalId(external)))
                                    .policyInputList(List.of(policy)));
                    assertThat(anonymized(result)).isEqualTo(absent);
                    assertThat(result.evalDecision()).isEqualTo("allowed");
                }
            }
        }
    }

    @Test
    void rolesOfTheOwnAccountBringTrustAndTags() {
        String own = "arn:aws:iam::111122223333:role/own";
        assertThat(simulate(own, request()).evalDecision()).isEqualTo("allowed");
        assertThat(simulate(own, request().callerArn(FOREIGN + "user/mallory")).evalDecision())
                .isEqualTo("implicitDeny");
        assertThat(simulate(own, request().policyInputList(List.of(DENY_GUESSED_RESOURCE)))
                        .evalDecision())
                .isEqualTo("explicitDeny");
    }

    @Test
    void usersOfOtherAccountsBringNoTags() {
        EvaluationResult result = simulate(
                "arn:aws:iam::111122223333:role/absent",
                request().callerArn(FOREIGN + "user/mallory").policyInputList(List.of(DENY_GUESSED_PRINCIPAL)));
        assertThat(result.evalDecision()).isNotEqualTo("explicitDeny");
    }
}
