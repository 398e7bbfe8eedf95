// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static io.drawbridge.iam.Simulations.ALLOW_GET;
import static io.drawbridge.iam.Simulations.DENY_GET;
import static io.drawbridge.iam.Simulations.OBJECT;
import static io.drawbridge.iam.Simulations.USER;
import static io.drawbridge.iam.Simulations.bucketPolicy;
import static io.drawbridge.iam.Simulations.entry;
import static io.drawbridge.iam.Simulations.get;
import static io.drawbridge.iam.Simulations.policy;
import static io.drawbridge.iam.Simulations.refused;
import static io.drawbridge.iam.Simulations.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.GetContextKeysForCustomPolicyRequest;
import io.drawbridge.iam.model.GetContextKeysForPrincipalPolicyRequest;
import io.drawbridge.iam.model.OrderedOrganizationPolicyType;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import io.drawbridge.iam.model.SimulateCustomPolicyResponse;
import io.drawbridge.iam.model.SimulatePrincipalPolicyRequest;
import io.drawbridge.iam.model.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The policy simulator: policies in the request, pages, errors and context keys.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html">
 *     SimulatePrincipalPolicy</a>
 */
final class SimulationTest {
    private final IamBed bed = new IamBed();
    private final Simulations simulations = new Simulations(bed);

    @Test
    void statementsAreNamedWithTheirPlaces() {
        String text = "{\"Version\":\"2012-10-17\",\n \"Statement\":[\n  {\"Effect\":\"Allow\",\"Action\":\"s3:*\",\n"
                + "   \"Resource\":\"*\"}]}";
        EvaluationResult result = simulations.only(get(DENY_GET.replace("Deny", "Allow"), text));
        assertThat(result.evalDecision()).isEqualTo("allowed");
        assertThat(result.matchedStatements())
                .extracting(Statement::sourcePolicyId)
                .containsExactly("PolicyInputList.1", "PolicyInputList.2");
        Statement second = result.matchedStatements().get(1);
        assertThat(second.sourcePolicyType()).isEqualTo("IAM Policy");
        assertThat(Objects.requireNonNull(second.startPosition()).line()).isEqualTo(2);
        assertThat(second.startPosition().column()).isEqualTo(15);
        assertThat(Objects.requireNonNull(second.endPosition()).line()).isEqualTo(4);
        assertThat(second.endPosition().column()).isEqualTo(19);
        assertThat(result.resourceSpecificResults()).hasSize(1);
        assertThat(result.resourceSpecificResults().get(0).evalResourceDecision())
                .isEqualTo("allowed");
        assertThat(result.hasEvalDecisionDetails()).isTrue();
        assertThat(result.evalDecisionDetails()).isEmpty();
    }

    @Test
    void withADenyOnlyTheDenyingStatementIsNamed() {
        EvaluationResult result = simulations.only(get(ALLOW_GET, DENY_GET));
        assertThat(result.evalDecision()).isEqualTo("explicitDeny");
        assertThat(result.matchedStatements())
                .extracting(Statement::sourcePolicyId)
                .containsExactly("PolicyInputList.2");
        assertThat(simulations
                        .only(get(policy("Allow", "s3:PutObject", "*", "")))
                        .evalDecision())
                .isEqualTo("implicitDeny");
    }

    @Test
    void withoutResourcesOnlyAStarMatchesAndMissingKeysStandAtTheTop() {
        String condition = ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                + "\"StringEquals\":{\"aws:username\":\"${aws:PrincipalTag/Team}\"}}";
        EvaluationResult result = simulations.only(
                get(policy("Allow", "s3:GetObject", "*", condition)).resourceArns(List.of()));
        assertThat(result.evalResourceName()).isEqualTo("*");
        assertThat(result.evalDecision()).isEqualTo("implicitDeny");
        assertThat(result.missingContextValues())
                .containsExactly("aws:MultiFactorAuthPresent", "aws:PrincipalTag/Team", "aws:username");
        assertThat(result.resourceSpecificResults()).isEmpty();
        assertThat(result.hasEvalDecisionDetails()).isFalse();

        EvaluationResult given = simulations.only(get(policy("Allow", "s3:GetObject", "*", condition))
                .contextEntries(List.of(
                        entry("AWS:multifactorauthpresent", "boolean", "true"),
                        entry("aws:username", "string", "a"),
                        entry("aws:principaltag/team", "string", "a"))));
        assertThat(given.evalDecision()).isEqualTo("allowed");
        assertThat(given.missingContextValues()).isEmpty();
        assertThat(given.resourceSpecificResults().get(0).missingContextValues())
                .isEmpty();
        assertThat(simulations
                        .only(get(policy("Allow", "s3:GetObject", OBJECT, "")).resourceArns(List.of("*")))
                        .evalDecision())
                .isEqualTo("implicitDeny");
    }

    @Test
    void boundaryAndServiceControlPoliciesLimitAndAreReported() {
        EvaluationResult bounded = simulations.only(
                get(ALLOW_GET).permissionsBoundaryPolicyInputList(List.of(policy("Allow", "iam:*", "*", ""))));
        assertThat(bounded.evalDecision()).isEqualTo("implicitDeny");
        assertThat(Objects.requireNonNull(bounded.permissionsBoundaryDecisionDetail())
                        .allowedByPermissionsBoundary())
                .isFalse();
        assertThat(bounded.organizationsDecisionDetail()).isNull();
        EvaluationResult open = simulations.only(get(ALLOW_GET).permissionsBoundaryPolicyInputList(List.of(ALLOW_GET)));
        assertThat(open.evalDecision()).isEqualTo("allowed");
        assertThat(Objects.requireNonNull(open.permissionsBoundaryDecisionDetail())
                        .allowedByPermissionsBoundary())
                .isTrue();

        EvaluationResult limited = simulations.only(get(ALLOW_GET)
                .orderedOrganizationPolicyInputList(
                        List.of(level(IamBed.ALLOW_ALL), level(policy("Allow", "iam:*", "*", "")))));
        assertThat(limited.evalDecision()).isEqualTo("implicitDeny");
        assertThat(Objects.requireNonNull(limited.organizationsDecisionDetail()).allowedByOrganizations())
                .isFalse();
        assertThat(limited.hasEvalDecisionDetails()).isFalse();
        EvaluationResult denied = simulations.only(
                get(ALLOW_GET).orderedOrganizationPolicyInputList(List.of(level(IamBed.ALLOW_ALL, DENY_GET))));
        assertThat(denied.evalDecision()).isEqualTo("explicitDeny");
        assertThat(denied.matchedStatements().get(0).sourcePolicyId())
                .isEqualTo("OrderedOrganizationPolicyInputList.1.2");
        EvaluationResult unlimited = simulations.only(
                get(ALLOW_GET).orderedOrganizationPolicyInputList(List.of(level(IamBed.ALLOW_ALL), level(ALLOW_GET))));
        assertThat(unlimited.evalDecision()).isEqualTo("allowed");
        assertThat(Objects.requireNonNull(unlimited.organizationsDecisionDetail())
                        .allowedByOrganizations())
                .isTrue();
    }

    private static OrderedOrganizationPolicyType level(String... documents) {
        return OrderedOrganizationPolicyType.builder()
                .serviceControlPolicyInputList(List.of(documents))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        // identity, resource policy, owner,        decision,     IAM part,     resource part
        "allow,      allow,           444455556666, allowed,      allowed,      allowed",
        "allow,      none,            444455556666, implicitDeny, allowed,      implicitDeny",
        "none,       allow,           444455556666, implicitDeny, implicitDeny, allowed",
        "deny,       allow,           444455556666, explicitDeny, explicitDeny, allowed",
        "allow,      deny,            444455556666, explicitDeny, allowed,      explicitDeny",
        "none,       allow,           111122223333, allowed,      ,",
        "none,       none,            111122223333, implicitDeny, ,",
        "allow,      deny,            111122223333, explicitDeny, ,",
    })
    void aResourcePolicyCountsAsItsOwnerDecides(
            String identity, String resource, String owner, String decision, String iamPart, String resourcePart) {
        String own = identity.equals("allow")
                ? ALLOW_GET
                : identity.equals("deny") ? DENY_GET : policy("Allow", "iam:*", "*", "");
        String other = resource.equals("none")
                ? bucketPolicy("Allow", "arn:aws:iam::111122223333:user/other")
                : bucketPolicy(resource.equals("allow") ? "Allow" : "Deny", USER + "alice");
        EvaluationResult result = simulations.only(get(own).callerArn(USER + "alice")
                .resourcePolicy(other)
                .resourceOwner("arn:aws:iam::" + owner + ":root"));
        assertThat(result.evalDecision()).isEqualTo(decision);
        assertThat(result.evalDecisionDetails())
                .isEqualTo(iamPart == null ? Map.of() : Map.of("IAM Policy", iamPart, "Resource Policy", resourcePart));
    }

    @ParameterizedTest
    @CsvSource({
        "string,      any",
        "numeric,     12.5",
        "boolean,     true",
        "ip,          203.0.113.0",
        "binary,      QmluYXJ5",
        "date,        2026-11-01T00:00:00Z",
        "stringList,  any",
        "numericList, 1",
        "booleanList, false",
        "ipList,      2001:db8::1",
        "binaryList,  QQ==",
        "dateList,    2026-11-01T00:00:00Z",
    })
    void contextValuesAreOfTheirTypes(String type, String value) {
        assertThat(simulations
                        .only(get(ALLOW_GET).contextEntries(List.of(entry("aws:some", type, value))))
                        .evalDecision())
                .isEqualTo("allowed");
        if (!type.startsWith("string")) {
            refused(
                    () -> simulations.custom(get(ALLOW_GET).contextEntries(List.of(entry("aws:some", type, "wr ong")))),
                    "InvalidInput",
                    "The value wr ong of the context key aws:some is not of type ");
        }
        if (!type.endsWith("List")) {
            refused(
                    () -> simulations.custom(
                            get(ALLOW_GET).contextEntries(List.of(entry("aws:some", type, value, value)))),
                    "InvalidInput",
                    "The context key aws:some of type " + type + " has more than one value.");
        }
    }

    @Test
    void badInputIsNamed() {
        refused(
                () -> simulations.custom(get("{}")),
                "InvalidInput",
                "Invalid Input Policy: PolicyInputList.1: Syntax errors");
        refused(
                () -> simulations.custom(
                        get(ALLOW_GET).permissionsBoundaryPolicyInputList(List.of(ALLOW_GET, ALLOW_GET))),
                "InvalidInput",
                "PermissionsBoundaryPolicyInputList");
        refused(
                () -> simulations.custom(get(ALLOW_GET).resourcePolicy("x").callerArn(USER + "a")),
                "InvalidInput",
                "Invalid Input Policy: ResourcePolicy");
        refused(
                () -> simulations.custom(get(ALLOW_GET).resourcePolicy(bucketPolicy("Allow", "*"))),
                "InvalidInput",
                "CallerArn is required");
        for (String caller :
                List.of("x", "arn:aws:iam::111122223333:role/r", "arn:aws:sts::111122223333:assumed-role/r/s")) {
            refused(
                    () -> simulations.custom(get(ALLOW_GET).callerArn(caller)),
                    "InvalidInput",
                    "Invalid Entity Arn: " + caller);
        }
        refused(
                () -> simulations.custom(get(ALLOW_GET).resourceOwner("x")),
                "InvalidInput",
                "Invalid Resource Owner: x");
        refused(
                () -> simulations.custom(get(ALLOW_GET).resourceArns(List.of("x"))),
                "InvalidInput",
                "Invalid Resource Arn: x");
        for (String action : List.of("GetObject", "s3:*", "s3:Get Object", "a:b:c")) {
            refused(
                    () -> simulations.custom(get(ALLOW_GET).actionNames(List.of(action))),
                    "InvalidInput",
                    "Invalid Action Name: " + action);
        }
        refused(
                () -> simulations.custom(get(ALLOW_GET).resourceHandlingOption("EC2-VPC-EBS")),
                "NotImplemented",
                "The parameter ResourceHandlingOption is not implemented.");
        for (String source :
                List.of("arn:aws:iam::111122223333:root", "arn:aws:sts::111122223333:assumed-role/role/s")) {
            refused(
                    () -> simulations.principal(request(source, "s3:GetObject", "*")),
                    "InvalidInput",
                    "Invalid Entity Arn: " + source);
        }
        refused(
                () -> simulations.principal(request(USER + "none", "s3:GetObject", "*")),
                "NoSuchEntity",
                "The user with name none");
        refused(
                () -> simulations.principal(request("arn:aws:iam::444455556666:user/none", "s3:GetObject", "*")),
                "NoSuchEntity",
                "The user with name none");
    }

    @Test
    void pagesGoThroughEveryPairOnce() {
        List<String> actions = List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject");
        List<String> resources = List.of(OBJECT, "arn:aws:s3:::b/l");
        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            SimulateCustomPolicyResponse page = simulations.custom(get(ALLOW_GET)
                    .actionNames(actions)
                    .resourceArns(resources)
                    .maxItems(4)
                    .marker(marker));
            page.evaluationResults()
                    .forEach(result -> seen.add(result.evalActionName() + " " + result.evalResourceName()));
            marker = page.marker();
            assertThat(page.isTruncated()).isEqualTo(marker != null);
        } while (marker != null);
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
        assertThat(seen.get(0)).isEqualTo("s3:GetObject " + OBJECT);
        String last = simulations
                .custom(get(ALLOW_GET).actionNames(actions).maxItems(1))
                .marker();
        refused(() -> simulations.custom(get(ALLOW_GET).marker(last)), "ValidationError", "Invalid Marker");
    }

    @Test
    void keysAreNamedOnceAsTheyAreSpelt() {
        String text = policy(
                "Allow",
                "s3:GetObject",
                "arn:aws:s3:::b/${aws:UserName}/*",
                ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/Team\":\"${s3:Prefix, 'none'}\"}}");
        assertThat(bed.call(
                                GetContextKeysForCustomPolicyRequest.OPERATION,
                                GetContextKeysForCustomPolicyRequest.builder()
                                        .policyInputList(List.of(text, text.replace("UserName", "username")))
                                        .build())
                        .contextKeyNames())
                .containsExactly("aws:PrincipalTag/Team", "aws:UserName", "s3:Prefix");
        bed.user("alice");
        bed.allow("alice", text);
        assertThat(bed.call(
                                GetContextKeysForPrincipalPolicyRequest.OPERATION,
                                GetContextKeysForPrincipalPolicyRequest.builder()
                                        .policySourceArn(USER + "alice")
                                        .policyInputList(List.of(policy(
                                                "Allow",
                                                "s3:*",
                                                "*",
                                                ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}")))
                                        .build())
                        .contextKeyNames())
                .containsExactly("aws:PrincipalTag/Team", "aws:SecureTransport", "aws:UserName", "s3:Prefix");
    }

    @Test
    void onlyAnAllowedCallerGetsAResult() {
        bed.user("eve");
        bed.user("alice");
        refused(
                () -> bed.call(
                        bed.as("eve"),
                        SimulatePrincipalPolicyRequest.OPERATION,
                        request(USER + "alice", "s3:GetObject", OBJECT).build()),
                "AccessDenied",
                "User: " + USER + "eve is not authorized to perform: iam:SimulatePrincipalPolicy on resource: " + USER
                        + "alice because no identity-based policy");
        refused(
                () -> bed.call(
                        bed.as("eve"),
                        SimulateCustomPolicyRequest.OPERATION,
                        get(ALLOW_GET).build()),
                "AccessDenied",
                "User: " + USER + "eve is not authorized to perform: iam:SimulateCustomPolicy on resource: *");
        bed.allow("eve", policy("Allow", "iam:Simulate*", "*", ""));
        assertThat(bed.call(
                                bed.as("eve"),
                                SimulatePrincipalPolicyRequest.OPERATION,
                                request(USER + "alice", "s3:GetObject", OBJECT).build())
                        .evaluationResults())
                .hasSize(1);
    }
}
