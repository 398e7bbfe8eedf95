// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties that every policy engine must have, for any policies. */
class PolicyPropertiesTest {
    private static final int CASES = Integer.getInteger("policy.property.cases", 1500);

    private final EngineRun engine = new EngineRun();

    static LongStream seeds() {
        return LongStream.range(100, 104);
    }

    /** A change of a case that must not change the decision, or only in one direction. */
    private interface Change {
        PolicyCase of(PolicyCase question, CaseGenerator generator);
    }

    private void neverAllowsMore(long seed, Change change) {
        CaseGenerator generator = new CaseGenerator(seed);
        CaseGenerator otherGenerator = new CaseGenerator(~seed);
        int denied = 0;
        for (int i = 0; i < CASES; i++) {
            PolicyCase original = generator.next();
            PolicyCase changed = change.of(original, otherGenerator);
            boolean could = engine.verdict(original).allowed();
            boolean can = engine.verdict(changed).allowed();
            assertThat(could || !can)
                    .as("seed %d, case %d: %s", seed, i, changed)
                    .isTrue();
            denied += could && !can ? 1 : 0;
        }
        assertThat(denied).as("cases in which the change matters").isGreaterThanOrEqualTo(CASES < 1500 ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingADenyAnywhereNeverAllowsMore(long seed) {
        neverAllowsMore(seed, (q, more) -> switch (seed % 2 == 0 ? "identity" : "resource") {
            case "identity" -> q.withIdentity(with(q.identity(), more.document(PolicyGrammar.MANAGED, "Deny")));
            default -> {
                PolicyGrammar kind = q.use() == ResourcePolicyUse.REQUIRED ? PolicyGrammar.TRUST : PolicyGrammar.BUCKET;
                PolicyDocument deny = more.document(kind, "Deny");
                yield q.withResourcePolicy(q.resourcePolicy() == null ? deny : join(q.resourcePolicy(), deny));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aBoundaryNeverAllowsMore(long seed) {
        neverAllowsMore(
                seed,
                (q, more) ->
                        q.boundary() != null ? q : q.withBoundary(List.of(more.document(PolicyGrammar.MANAGED, null))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSessionPolicyNeverAllowsMoreButFederatedUsersHaveNothingWithout(long seed) {
        neverAllowsMore(
                seed,
                (q, more) -> q.session() != null || q.promised() || q.who().startsWith("federated")
                        ? q
                        : q.withSession(List.of(more.document(PolicyGrammar.MANAGED, null))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void organizationLevelsNeverAllowMore(long seed) {
        neverAllowsMore(seed, (q, more) -> {
            PolicyGrammar kind = seed % 2 == 0 ? PolicyGrammar.SERVICE_CONTROL : PolicyGrammar.RESOURCE_CONTROL;
            List<PolicyDocument> level = List.of(more.document(kind, null));
            if (kind == PolicyGrammar.SERVICE_CONTROL) {
                List<List<PolicyDocument>> levels = new ArrayList<>(q.serviceControl());
                levels.add(level);
                return q.withServiceControl(levels);
            }
            List<List<PolicyDocument>> levels = new ArrayList<>(q.resourceControl());
            levels.add(level);
            return q.withResourceControl(levels);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingAnAllowToTheIdentityNeverDenies(long seed) {
        CaseGenerator generator = new CaseGenerator(seed);
        CaseGenerator otherGenerator = new CaseGenerator(~seed);
        for (int i = 0; i < CASES; i++) {
            PolicyCase before = generator.next();
            PolicyCase after = before.withIdentity(
                    with(before.identity(), otherGenerator.document(PolicyGrammar.MANAGED, "Allow")));
            assertThat(engine.verdict(after).allowed()
                            || !engine.verdict(before).allowed())
                    .as("seed %d, case %d: %s", seed, i, after)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderOfPoliciesAndStatementsIsIrrelevant(long seed) {
        CaseGenerator generator = new CaseGenerator(seed);
        Random order = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            PolicyCase question = generator.next();
            PolicyCase shuffled = question.withIdentity(shuffled(question.identity(), order))
                    .withBoundary(question.boundary() == null ? null : shuffled(question.boundary(), order))
                    .withSession(question.session() == null ? null : shuffled(question.session(), order))
                    .withServiceControl(shuffledAll(question.serviceControl(), order))
                    .withResourceControl(shuffledAll(question.resourceControl(), order))
                    .withResourcePolicy(
                            question.resourcePolicy() == null
                                    ? null
                                    : shuffled(List.of(question.resourcePolicy()), order)
                                            .get(0));
            assertThat(engine.verdict(shuffled))
                    .as("seed %d, case %d: %s", seed, i, question)
                    .isEqualTo(engine.verdict(question));
        }
    }

    /** For each request either a statement or its complement applies, and never both. */
    @ParameterizedTest
    @MethodSource("seeds")
    void notActionAndNotResourceAreComplements(long seed) {
        CaseGenerator generator = new CaseGenerator(seed);
        for (int i = 0; i < CASES; i++) {
            PolicyCase q = generator.next();
            if (q.resource().equals("*")) {
                continue;
            }
            String action = generator.pick(CaseWords.ACTION_PATTERNS);
            String resource = generator.pick(CaseWords.RESOURCE_PATTERNS);
            boolean resolved = !resource.contains("${");
            String actions = ":\"" + action + "\",\"Resource\":\"*\"";
            assertThat(applies(q, "\"Action\"" + actions))
                    .as("%s, action %s", q.action(), action)
                    .isNotEqualTo(applies(q, "\"NotAction\"" + actions));
            if (resolved) {
                assertThat(applies(q, "\"Action\":\"*\",\"Resource\":\"" + resource + "\""))
                        .as("%s, resource %s", q.resource(), resource)
                        .isNotEqualTo(applies(q, "\"Action\":\"*\",\"NotResource\":\"" + resource + "\""));
            }
        }
    }

    private boolean applies(PolicyCase question, String members) {
        PolicyDocument document = PolicyParser.readStored(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\"," + members + "}}",
                PolicyGrammar.MANAGED);
        PolicyCase probe = new PolicyCase(
                "user",
                question.action().equals("sts:GetCallerIdentity") ? "sts:TagSession" : question.action(),
                question.resource(),
                null,
                ResourcePolicyUse.NONE,
                GrantLevel.NONE,
                false,
                List.of(document),
                null,
                null,
                List.of(),
                List.of(),
                null,
                question.context());
        return engine.verdict(probe).allowed();
    }

    private static List<List<PolicyDocument>> shuffledAll(List<List<PolicyDocument>> levels, Random order) {
        List<List<PolicyDocument>> all = new ArrayList<>();
        levels.forEach(level -> all.add(shuffled(level, order)));
        Collections.shuffle(all, order);
        return all;
    }

    private static List<PolicyDocument> shuffled(List<PolicyDocument> documents, Random order) {
        List<PolicyDocument> all = new ArrayList<>();
        for (PolicyDocument document : documents) {
            List<io.drawbridge.core.policy.Statement> statements = new ArrayList<>(document.statements());
            Collections.shuffle(statements, order);
            all.add(new PolicyDocument(
                    document.kind(), document.version(), document.id(), statements, document.text()));
        }
        Collections.shuffle(all, order);
        return all;
    }

    private static List<PolicyDocument> with(List<PolicyDocument> documents, PolicyDocument document) {
        List<PolicyDocument> all = new ArrayList<>(documents);
        all.add(document);
        return all;
    }

    /** Returns the statements of both documents, with the version of the first. */
    private static PolicyDocument join(PolicyDocument first, PolicyDocument second) {
        List<io.drawbridge.core.policy.Statement> statements = new ArrayList<>(first.statements());
        statements.addAll(second.statements());
        return new PolicyDocument(first.kind(), first.version(), first.id(), statements, first.text());
    }
}
