// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.NameList;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PrincipalElement;
import io.drawbridge.core.policy.PrincipalEntry;
import io.drawbridge.core.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The differential test depends on its generator: each element of the language must occur and change a decision. */
class GeneratorCoverageTest {
    private static final int CASES = 20_000;
    private static final Map<String, Integer> SEEN = new TreeMap<>();

    @BeforeAll
    static void count() {
        SEEN.clear();
        CaseGenerator generator = new CaseGenerator(4711);
        for (int i = 0; i < CASES; i++) {
            PolicyCase question = generator.next();
            see("who " + question.who());
            see("use " + question.use());
            see("acl " + question.aclGrant());
            see(question.promised() ? "promised session policy" : "no promise");
            see(question.boundary() == null ? "no boundary" : "boundary");
            see(question.session() == null ? "no session policy" : "session policy");
            see("service control levels " + question.serviceControl().size());
            see("resource control levels " + question.resourceControl().size());
            see(question.owner() == null ? "owner unsaid" : "owner " + question.owner());
            if (question.principal() instanceof Principal.InAccount) {
                see(question.owner() == null || question.owner().equals(PolicyCase.ACCOUNT) ? "same" : "cross");
            }
            question.documents().forEach(GeneratorCoverageTest::document);
            PolicyCase.Verdict verdict =
                    new PlainEvaluator(question, (operator, outcome) -> see(operator + " " + outcome)).verdict();
            see("verdict " + verdict);
        }
    }

    private static void see(String feature) {
        SEEN.merge(feature, 1, Integer::sum);
    }

    private static void document(PolicyDocument document) {
        see("kind " + document.kind());
        see("version " + document.version());
        document.statements().forEach(GeneratorCoverageTest::statement);
    }

    private static void statement(Statement statement) {
        see(statement.effect() + " action " + statement.actions().form());
        see(statement.effect() + " resource " + statement.resources().form());
        names(statement.actions(), "action");
        names(statement.resources(), "resource");
        PrincipalElement principal = statement.principal();
        if (principal != null) {
            see(statement.effect() + " principal " + principal.form());
            for (PrincipalEntry entry : principal.entries()) {
                see("principal " + entry.type() + " " + form(entry.value()));
            }
        }
        for (ConditionEntry condition : statement.conditions()) {
            String name = condition.operator().toLowerCase(Locale.ROOT);
            see(name.startsWith("forall") ? "ForAllValues" : name.startsWith("forany") ? "ForAnyValue" : "no set");
            see(name.endsWith("ifexists") ? "IfExists" : "not IfExists");
            see(PlainConditions.known(name) ? "known operator" : "unknown operator");
            see("policy values " + Math.min(2, condition.values().size()));
        }
    }

    private static void names(NameList names, String what) {
        see(what + " values " + Math.min(2, names.values().size()));
        for (String value : names.values()) {
            for (String mark : List.of("*", "?", "${*}", "${?}", "${$}", ", '", "${aws", "**")) {
                if (value.contains(mark)) {
                    see(what + " with " + mark);
                }
            }
        }
    }

    private static String form(String value) {
        for (String mark : List.of(":user/", ":role/", ":assumed-role/", ":federated-user/", ":root", "AIDA", "AROA")) {
            if (value.contains(mark)) {
                return mark;
            }
        }
        return value.equals("*") ? "*" : "";
    }

    @Test
    void everyVerdictAppears() {
        List<String> expected = new ArrayList<>(List.of("verdict ALLOWED"));
        for (PolicyType role : PolicyType.values()) {
            expected.add("verdict EXPLICIT " + role);
            expected.add("verdict IMPLICIT " + role);
        }
        assertSeen(expected, 60);
        assertThat(SEEN.get("verdict ALLOWED")).as("of %d", CASES).isBetween(CASES / 10, CASES * 3 / 4);
    }

    @Test
    void everyCallerAndEveryKindOfPolicyAppears() {
        List<String> expected = new ArrayList<>();
        PolicyCase.CALLERS.forEach(who -> expected.add("who " + who));
        for (ResourcePolicyUse use : ResourcePolicyUse.values()) {
            expected.add("use " + use);
        }
        for (GrantLevel level : GrantLevel.values()) {
            expected.add("acl " + level);
        }
        for (String kind :
                List.of("MANAGED", "INLINE_USER", "TRUST", "BUCKET", "SERVICE_CONTROL", "RESOURCE_CONTROL")) {
            expected.add("kind " + kind);
        }
        expected.addAll(List.of(
                "promised session policy",
                "boundary",
                "session policy",
                "same",
                "cross",
                "owner unsaid",
                "version null",
                "version 2008-10-17",
                "version 2012-10-17",
                "service control levels 0",
                "service control levels 1",
                "service control levels 3",
                "resource control levels 0",
                "resource control levels 1",
                "resource control levels 3"));
        assertSeen(expected, 200);
    }

    @Test
    void everyElementAppearsInEveryForm() {
        List<String> expected = new ArrayList<>();
        for (String effect : List.of("ALLOW", "DENY")) {
            for (String form : List.of(
                    "action POSITIVE",
                    "action NEGATED",
                    "resource POSITIVE",
                    "resource NEGATED",
                    "resource ABSENT",
                    "principal NEGATED",
                    "principal OBJECT",
                    "principal BARE")) {
                expected.add(effect + " " + form);
            }
        }
        for (String form :
                List.of(":user/", ":role/", ":assumed-role/", ":federated-user/", ":root", "AIDA", "AROA", "*")) {
            expected.add("principal AWS " + form);
        }
        expected.addAll(List.of("principal SERVICE ", "principal FEDERATED ", "principal CANONICAL_USER "));
        for (String mark : List.of("*", "?", "${*}", "${?}", "${$}", ", '", "${aws", "**")) {
            expected.add("resource with " + mark);
        }
        for (String what : List.of("action", "resource", "policy")) {
            expected.addAll(List.of(what + " values 0", what + " values 1", what + " values 2"));
        }
        expected.addAll(List.of(
                "action with *",
                "action with ?",
                "ForAllValues",
                "ForAnyValue",
                "no set",
                "IfExists",
                "known operator",
                "unknown operator"));
        assertSeen(expected, 100);
    }

    @Test
    void everyOperatorIsSometimesTrueAndSometimesFalse() {
        List<String> expected = new ArrayList<>();
        for (String operator : PlainConditions.OPERATORS) {
            for (String outcome : List.of("present true", "present false", "absent true")) {
                expected.add(operator + " " + outcome);
            }
        }
        assertSeen(expected, 10);
        assertSeen(
                PlainConditions.OPERATORS.stream()
                        .map(operator -> operator + " several false")
                        .toList(),
                3);
        assertSeen(
                PlainConditions.OPERATORS.stream()
                        .map(operator -> operator + " absent false")
                        .toList(),
                2);
    }

    private static void assertSeen(List<String> features, int atLeast) {
        for (String feature : features) {
            assertThat(SEEN.getOrDefault(feature, 0)).as(feature).isGreaterThanOrEqualTo(atLeast);
        }
    }
}
