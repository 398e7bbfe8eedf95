// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static io.drawbridge.iam.Simulations.DENY_GET;
import static io.drawbridge.iam.Simulations.OBJECT;
import static io.drawbridge.iam.Simulations.USER;
import static io.drawbridge.iam.Simulations.entry;
import static io.drawbridge.iam.Simulations.policy;
import static io.drawbridge.iam.Simulations.refused;
import static io.drawbridge.iam.Simulations.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.iam.model.AddUserToGroupRequest;
import io.drawbridge.iam.model.AttachUserPolicyRequest;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.InlinePolicyIdentifierType;
import io.drawbridge.iam.model.PolicyIdentifier;
import io.drawbridge.iam.model.PutGroupPolicyRequest;
import io.drawbridge.iam.model.PutRolePolicyRequest;
import io.drawbridge.iam.model.PutUserPermissionsBoundaryRequest;
import io.drawbridge.iam.model.SimulatePrincipalPolicyRequest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The policy simulator with the stored policies, groups, boundary and trust policy of a user, group or role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">
 *     SimulatePrincipalPolicy</a>
 */
final class PrincipalSimulationTest {
    private final IamBed bed = new IamBed();
    private final Simulations simulations = new Simulations(bed);

    @Test
    void aUserBringsItsGroupsItsBoundaryAndItsKeys() {
        bed.user("alice");
        bed.group("readers");
        bed.call(
                PutGroupPolicyRequest.OPERATION,
                PutGroupPolicyRequest.builder()
                        .groupName("readers")
                        .policyName("Reading")
                        .policyDocument(policy("Allow", "s3:GetObject", "arn:aws:s3:::b/${aws:username}", ""))
                        .build());
        SimulatePrincipalPolicyRequest.Builder own = request(USER + "alice", "s3:GetObject", "arn:aws:s3:::b/alice");
        assertThat(simulations.decision(own)).isEqualTo("implicitDeny");
        bed.call(
                AddUserToGroupRequest.OPERATION,
                AddUserToGroupRequest.builder()
                        .groupName("readers")
                        .userName("alice")
                        .build());
        EvaluationResult result = simulations.principal(own).get(0);
        assertThat(result.evalDecision()).isEqualTo("allowed");
        assertThat(result.matchedStatements().get(0).sourcePolicyId()).isEqualTo("group_readers_Reading");
        assertThat(result.matchedStatements().get(0).sourcePolicyType()).isEqualTo("IAM Policy");
        assertThat(simulations.decision(request(USER + "alice", "s3:GetObject", "arn:aws:s3:::b/bob")))
                .isEqualTo("implicitDeny");
        // Values in the request take precedence over those of the user, and a caller in the request over the source.
        assertThat(simulations.decision(request(USER + "alice", "s3:GetObject", "arn:aws:s3:::b/bob")
                        .contextEntries(List.of(entry("aws:username", "string", "bob")))))
                .isEqualTo("allowed");
        assertThat(simulations.decision(request(USER + "alice", "s3:GetObject", "arn:aws:s3:::b/bob")
                        .callerArn(USER + "bob")))
                .isEqualTo("allowed");
        EvaluationResult ofGroup = simulations
                .principal(request("arn:aws:iam::111122223333:group/readers", "s3:GetObject", "arn:aws:s3:::b/alice"))
                .get(0);
        assertThat(ofGroup.evalDecision()).isEqualTo("implicitDeny");
        assertThat(ofGroup.resourceSpecificResults().get(0).missingContextValues())
                .containsExactly("aws:username");

        bed.call(
                PutUserPermissionsBoundaryRequest.OPERATION,
                PutUserPermissionsBoundaryRequest.builder()
                        .userName("alice")
                        .permissionsBoundary("arn:aws:iam::aws:policy/IAMReadOnlyAccess")
                        .build());
        assertThat(Objects.requireNonNull(simulations.principal(own).get(0).permissionsBoundaryDecisionDetail())
                        .allowedByPermissionsBoundary())
                .isFalse();
        assertThat(simulations.decision(request(USER + "alice", "s3:GetObject", "arn:aws:s3:::b/alice")
                        .permissionsBoundaryPolicyInputList(List.of(IamBed.ALLOW_ALL))))
                .isEqualTo("allowed");
        assertThat(simulations.decision(request(USER + "alice", "s3:GetObject", "arn:aws:s3:::b/alice")
                        .policyExclusionList(List.of(PolicyIdentifier.builder()
                                .policyType("permission-boundary")
                                .build()))))
                .isEqualTo("allowed");
    }

    @Test
    void policiesAreLeftOutByTypeArnPatternOrName() {
        bed.user("alice");
        bed.allow("alice", DENY_GET);
        bed.call(
                AttachUserPolicyRequest.OPERATION,
                AttachUserPolicyRequest.builder()
                        .userName("alice")
                        .policyArn("arn:aws:iam::aws:policy/AmazonS3FullAccess")
                        .build());
        assertThat(excluding()).isEqualTo("explicitDeny");
        assertThat(excluding(PolicyIdentifier.builder().policyType("inline").build()))
                .isEqualTo("allowed");
        assertThat(excluding(PolicyIdentifier.builder()
                        .inlinePolicyIdentifier(InlinePolicyIdentifierType.builder()
                                .attachmentType("user")
                                .attachmentName("alice")
                                .policyName("own")
                                .build())
                        .build()))
                .isEqualTo("allowed");
        assertThat(excluding(
                        PolicyIdentifier.builder().policyType("inline").build(),
                        PolicyIdentifier.builder()
                                .policyArn("arn:aws:iam::aws:policy/AmazonS3*")
                                .build()))
                .isEqualTo("implicitDeny");
        refused(
                () -> excluding(PolicyIdentifier.builder().build()),
                "InvalidInput",
                "A policy to exclude is named by exactly one");
    }

    private String excluding(PolicyIdentifier... identifiers) {
        return simulations.decision(
                request(USER + "alice", "s3:GetObject", OBJECT).policyExclusionList(List.of(identifiers)));
    }

    @Test
    void anAssumedRoleBringsItsLiveTrustUnlessAResourcePolicyIsGiven() {
        bed.user("alice");
        bed.allow("alice", policy("Allow", "sts:AssumeRole", "*", ""));
        bed.role("trusting", IamBed.TRUST_ROOT);
        bed.role("other", IamBed.trust("arn:aws:iam::444455556666:root"));
        String trusting = "arn:aws:iam::111122223333:role/trusting";
        String other = "arn:aws:iam::111122223333:role/other";
        assertThat(simulations.decision(request(USER + "alice", "sts:AssumeRole", trusting)))
                .isEqualTo("allowed");
        assertThat(simulations.decision(request(USER + "alice", "sts:AssumeRole", other)))
                .isEqualTo("implicitDeny");
        // As in AWS, an entity that does not exist can be simulated.
        assertThat(simulations.decision(request(USER + "alice", "sts:AssumeRole", other + "2")))
                .isEqualTo("allowed");
        assertThat(simulations.decision(
                        request(USER + "alice", "sts:AssumeRole", other).resourcePolicy(IamBed.TRUST_ROOT)))
                .isEqualTo("allowed");
        assertThat(simulations.decision(request(USER + "alice", "sts:AssumeRole", trusting)
                        .resourcePolicy(IamBed.trust("arn:aws:iam::444455556666:root"))))
                .isEqualTo("implicitDeny");
        refused(
                () -> simulations.decision(
                        request(trusting, "sts:AssumeRole", other).resourcePolicy(IamBed.TRUST_ROOT)),
                "InvalidInput",
                "CallerArn is required");
        bed.call(
                PutRolePolicyRequest.OPERATION,
                PutRolePolicyRequest.builder()
                        .roleName("trusting")
                        .policyName("p")
                        .policyDocument(policy("Allow", "sts:AssumeRole", "*", ""))
                        .build());
        assertThat(simulations.decision(request(trusting, "sts:AssumeRole", trusting)))
                .isEqualTo("allowed");
        assertThat(simulations.decision(request(trusting, "sts:AssumeRole", other)))
                .isEqualTo("implicitDeny");
    }
}
