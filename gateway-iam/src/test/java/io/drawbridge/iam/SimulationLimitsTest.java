// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.ContextEntry;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import io.drawbridge.iam.model.SimulateCustomPolicyResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Simulations that would occupy the whole server: their pages end early, or they are refused. */
final class SimulationLimitsTest {
    private static final String STATEMENT = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";

    private final IamBed bed = new IamBed();

    private static String document(String statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
    }

    private static String policyOf(int statements) {
        return document(IntStream.range(0, statements).mapToObj(i -> STATEMENT).collect(Collectors.joining(",")));
    }

    private static List<String> actions(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s3:Action" + i).toList();
    }

    private SimulateCustomPolicyResponse call(SimulateCustomPolicyRequest.Builder request) {
        return bed.call(SimulateCustomPolicyRequest.OPERATION, request.build());
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code().code()).isEqualTo("InvalidInput");
            assertThat(e.text()).startsWith(text);
        });
    }

    @Test
    void aPageEndsWhenItListsManyStatements() {
        SimulateCustomPolicyRequest.Builder request = SimulateCustomPolicyRequest.builder()
                .policyInputList(List.of(policyOf(2_500), policyOf(2_500)))
                .actionNames(actions(1_000))
                .maxItems(1_000);
        SimulateCustomPolicyResponse first = call(request);
        assertThat(first.evaluationResults()).hasSize(2);
        assertThat(first.isTruncated()).isTrue();
        SimulateCustomPolicyResponse second = call(request.marker(first.marker()));
        assertThat(second.evaluationResults())
                .extracting(EvaluationResult::evalActionName)
                .containsExactly("s3:Action2", "s3:Action3");
    }

    @Test
    void aPageEndsWhenItListsManyMissingKeys() {
        String conditions = IntStream.range(0, 3_000)
                .mapToObj(i -> "\"a:k" + i + "\":\"v\"")
                .collect(Collectors.joining(","));
        String policy =
                document("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{"
                        + conditions + "}}}");
        for (List<String> resources : List.of(List.of("*"), List.of("arn:aws:s3:::b/k"))) {
            SimulateCustomPolicyResponse page = call(SimulateCustomPolicyRequest.builder()
                    .policyInputList(List.of(policy))
                    .actionNames(actions(1_000))
                    .resourceArns(resources)
                    .maxItems(1_000));
            assertThat(page.evaluationResults()).hasSize(4);
            assertThat(page.isTruncated()).isTrue();
        }
    }

    @Test
    void allCasesComeOnceOverThePages() {
        List<String> found = new ArrayList<>();
        SimulateCustomPolicyRequest.Builder request = SimulateCustomPolicyRequest.builder()
                .policyInputList(List.of(policyOf(2_500)))
                .actionNames(actions(11))
                .maxItems(3);
        SimulateCustomPolicyResponse page = call(request);
        page.evaluationResults().forEach(result -> found.add(result.evalActionName()));
        while (Boolean.TRUE.equals(page.isTruncated())) {
            page = call(request.marker(page.marker()));
            page.evaluationResults().forEach(result -> found.add(result.evalActionName()));
        }
        assertThat(found).containsExactlyElementsOf(actions(11));
        assertThat(page.marker()).isNull();
    }

    @Test
    void policiesOfTenThousandStatementsAreTheMost() {
        SimulateCustomPolicyRequest.Builder request = SimulateCustomPolicyRequest.builder()
                .policyInputList(List.of(policyOf(2_500), policyOf(2_500), policyOf(2_500)))
                .permissionsBoundaryPolicyInputList(List.of(policyOf(2_501)))
                .actionNames(actions(1));
        refused(() -> call(request), "The policies of a simulation have at most 10000 statements.");
        assertThat(call(request.permissionsBoundaryPolicyInputList(List.of(policyOf(2_500))))
                        .evaluationResults())
                .hasSize(1);
    }

    private static ContextEntry entry(String name, int values, String value) {
        return ContextEntry.builder()
                .contextKeyName(name)
                .contextKeyType("stringList")
                .contextKeyValues(
                        IntStream.range(0, values).mapToObj(i -> value + i).toList())
                .build();
    }

    private static String comparing(String pattern, int times) {
        String values =
                IntStream.range(0, times).mapToObj(i -> "\"" + pattern + "\"").collect(Collectors.joining(","));
        return document("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"ForAnyValue:StringLike\":{\"a:list\":[" + values + "]}}}");
    }

    @Test
    void contextValuesAreCounted() {
        SimulateCustomPolicyRequest.Builder request = SimulateCustomPolicyRequest.builder()
                .policyInputList(List.of(policyOf(1)))
                .actionNames(actions(1));
        String text = "Context entries have at most 256 values each and 1000 in all.";
        refused(() -> call(request.contextEntries(List.of(entry("a:list", 257, "v")))), text);
        List<ContextEntry> many = IntStream.range(0, 4)
                .mapToObj(i -> entry("a:list" + i, 250, "v"))
                .toList();
        assertThat(call(request.contextEntries(many)).evaluationResults()).hasSize(1);
        List<ContextEntry> oneMore = new ArrayList<>(many);
        oneMore.add(entry("a:more", 1, "v"));
        refused(() -> call(request.contextEntries(oneMore)), text);
    }

    @Test
    void aPageEndsWhenItComparesMuch() {
        SimulateCustomPolicyRequest.Builder request = SimulateCustomPolicyRequest.builder()
                .policyInputList(List.of(comparing("*a", 5_000)))
                .actionNames(actions(100))
                .contextEntries(List.of(entry("a:list", 256, "v")));
        SimulateCustomPolicyResponse page = call(request);
        assertThat(page.evaluationResults()).hasSizeBetween(1, 20);
        assertThat(page.isTruncated()).isTrue();
        assertThat(call(request.marker(page.marker()))
                        .evaluationResults()
                        .get(0)
                        .evalActionName())
                .isEqualTo("s3:Action" + page.evaluationResults().size());
    }

    @Test
    void aCaseThatComparesTooMuchIsRefused() {
        refused(
                () -> call(SimulateCustomPolicyRequest.builder()
                        .policyInputList(List.of(comparing("*a", 20_000)))
                        .actionNames(actions(1))
                        .contextEntries(List.of(entry("a:list", 1, "a".repeat(100_000))))),
                "The policies and context values of the simulation are too large to be compared.");
    }

    @Test
    void aUsualSimulationKeepsItsPage() {
        List<String> policies = IntStream.range(0, 20)
                .mapToObj(i -> document(IntStream.range(0, 30)
                        .mapToObj(j -> "{\"Effect\":\"Allow\",\"Action\":[\"s3:Get*\",\"s3:Put*\"],\"Resource\":"
                                + "[\"arn:aws:s3:::bucket-" + j + "/*\",\"arn:aws:s3:::*-logs/${aws:username}/*\"],"
                                + "\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/app-*\"}}}")
                        .collect(Collectors.joining(","))))
                .toList();
        SimulateCustomPolicyResponse page = call(SimulateCustomPolicyRequest.builder()
                .policyInputList(policies)
                .actionNames(actions(200))
                .resourceArns(List.of("arn:aws:s3:::bucket-7/folder/of/some/length/object.txt"))
                .callerArn("arn:aws:iam::111122223333:user/a"));
        assertThat(page.evaluationResults()).as("the page size of the API").hasSize(100);
    }
}
