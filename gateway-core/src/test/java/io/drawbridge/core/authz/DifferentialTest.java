// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyKind;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against the plain evaluator, on random policies and requests, and what must hold of any engine. */
class DifferentialTest {
    private static final int CASES_PER_SEED = 1000;
    private static final PolicyOrigin ORIGIN = new PolicyOrigin(PolicyType.CUSTOMER_MANAGED, "P", null, null);
    private static final List<Principal> CALLERS = List.of(
            Scenes.USER,
            Scenes.USER,
            Scenes.SESSION,
            Scenes.SESSION,
            Scenes.FEDERATED,
            Scenes.ROOT,
            new Principal.Anonymous());
    private static final List<String> ACTIONS =
            List.of("s3:GetObject", "s3:PutObject", "sts:AssumeRole", "iam:GetUser");
    private static final List<String> ACTION_PATTERNS = List.of(
            "s3:GetObject",
            "S3:getobject",
            "s3:Get*",
            "s3:*Object",
            "s3:???Object",
            "sts:*",
            "*",
            "*:*",
            "iam:*",
            "sts:AssumeRole",
            "s3:PutObject",
            "s3:*");
    private static final List<String> RESOURCES =
            List.of("arn:aws:s3:::b/k", "arn:aws:s3:::b/home/bob/x", "arn:aws:s3:::b", "arn:aws:iam::1:role/r");
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "*",
            "arn:aws:s3:::*",
            "arn:aws:s3:::b/*",
            "arn:aws:s3:::b",
            "arn:aws:s3:::b/home/${aws:username}/*",
            "arn:aws:iam::*:role/?",
            "ARN:aws:S3:::b/k",
            "arn:*:*:*:*:b*",
            "arn:aws:s3:::b/${none}");
    private static final List<String> PRINCIPALS = List.of(
            "*",
            "111111111111",
            "999999999999",
            "arn:aws:iam::111111111111:root",
            "arn:aws:iam::111111111111:user/dev/bob",
            "AIDABOB",
            "AROAAPP",
            "arn:aws:iam::111111111111:role/svc/app",
            "arn:aws:sts::111111111111:assumed-role/app/s1",
            "arn:aws:sts::111111111111:federated-user/fed",
            "AIDAEVE");
    private static final List<String> CONDITIONS = List.of(
            "'StringEquals':{'k':#}",
            "'StringNotEquals':{'k':#}",
            "'StringLike':{'k':#}",
            "'StringNotLikeIfExists':{'K':#}",
            "'ForAllValues:StringEquals':{'m':#}",
            "'ForAnyValue:StringLike':{'m':#}",
            "'ForAnyValue:StringNotEquals':{'m':#}",
            "'ForAllValues:StringNotLike':{'m':#}",
            "'StringEqualsIgnoreCase':{'m':#}",
            "'Null':{'k':'true'}",
            "'Null':{'m':['false']}",
            "'NumericLessThan':{'n':['3','5']}",
            "'NumericNotEquals':{'n':'4'}",
            "'Bool':{'t':'true'}",
            "'BoolIfExists':{'t':'false'}",
            "'StringEquals':{'k':'${v}'}");
    private static final List<String> VALUES = List.of("'a'", "'b'", "['a','b']", "'a*'", "['B','?']");

    private final Authorizer authorizer = new Authorizer(Clock.fixed(Scenes.NOW, ZoneOffset.UTC));

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void engineAgreesWithThePlainEvaluator(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int allowed = 0;
        for (int i = 0; i < CASES_PER_SEED; i++) {
            PlainEvaluator.Question question = question(random);
            boolean expected = new PlainEvaluator(question).allowed();
            assertThat(engine(question))
                    .as("seed %d, case %d: %s", seed, i, question)
                    .isEqualTo(expected);
            allowed += expected ? 1 : 0;
        }
        assertThat(allowed).as("allowed of %d", CASES_PER_SEED).isBetween(CASES_PER_SEED / 20, CASES_PER_SEED * 3 / 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingADenyNeverAllowsAndAddingAnAllowNeverDenies(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES_PER_SEED / 10; i++) {
            PlainEvaluator.Question question = question(random);
            boolean before = engine(question);
            boolean denied = engine(withIdentity(question, document(random, PolicyKind.MANAGED, "Deny")));
            boolean granted = engine(withIdentity(question, document(random, PolicyKind.MANAGED, "Allow")));
            assertThat(!denied || before).as("seed %d: %s", seed, question).isTrue();
            assertThat(!before || granted).as("seed %d: %s", seed, question).isTrue();
        }
    }

    private boolean engine(PlainEvaluator.Question q) {
        PolicySet boundary = q.boundary() == null ? null : set(q.boundary());
        IdentityPolicies policies = new IdentityPolicies(
                set(q.identity()),
                boundary,
                Map.of(),
                q.organization().stream().map(DifferentialTest::set).toList());
        AccessCheck check = new AccessCheck(
                q.action(),
                q.resource(),
                new AccountId(q.owner()),
                q.trust() ? ResourcePolicyUse.REQUIRED : ResourcePolicyUse.SUFFICIENT,
                q.resourcePolicy() == null ? null : CompiledPolicy.compile(q.resourcePolicy(), ORIGIN),
                ConditionValues.EMPTY);
        PolicySet session = q.session() == null ? null : set(q.session());
        return authorizer
                .decide(Scenes.caller(q.principal()), policies, session, ConditionValues.of(q.context()), check)
                .allowed();
    }

    private static PolicySet set(List<PolicyDocument> documents) {
        return PolicySet.of(documents.stream()
                .map(document -> CompiledPolicy.compile(document, ORIGIN))
                .toList());
    }

    private static PlainEvaluator.Question withIdentity(PlainEvaluator.Question q, PolicyDocument more) {
        List<PolicyDocument> identity = new ArrayList<>(q.identity());
        identity.add(more);
        return new PlainEvaluator.Question(
                q.principal(),
                q.account(),
                q.action(),
                q.resource(),
                q.owner(),
                identity,
                q.boundary(),
                q.session(),
                q.organization(),
                q.resourcePolicy(),
                q.trust(),
                q.context());
    }

    private static PlainEvaluator.Question question(SplittableRandom random) {
        Principal principal = pick(random, CALLERS);
        boolean inAccount = principal instanceof Principal.InAccount;
        boolean plain = principal instanceof Principal.AccountRoot || !inAccount;
        boolean trust = random.nextInt(4) == 0;
        PolicyKind kind = trust ? PolicyKind.TRUST : PolicyKind.BUCKET;
        List<PolicyDocument> session =
                plain || principal instanceof Principal.IamUser || random.nextInt(2) == 0 ? null : documents(random);
        return new PlainEvaluator.Question(
                principal,
                inAccount ? "111111111111" : "",
                pick(random, ACTIONS),
                Arn.parse(pick(random, RESOURCES)).orElseThrow(),
                random.nextInt(3) == 0 ? "999999999999" : "111111111111",
                plain ? List.of() : documents(random),
                plain || random.nextInt(4) > 0 ? null : documents(random),
                session,
                inAccount && random.nextInt(5) == 0 ? List.of(documents(random), documents(random)) : List.of(),
                random.nextInt(5) == 0 ? null : document(random, kind, null),
                trust,
                context(random, principal));
    }

    private static Map<String, List<String>> context(SplittableRandom random, Principal principal) {
        Map<String, List<String>> context = new HashMap<>();
        if (principal instanceof Principal.IamUser user) {
            context.put("aws:username", List.of(user.name()));
        }
        put(random, context, "k", List.of(List.of("a"), List.of("b"), List.of("ab"), List.of("a", "b")));
        put(random, context, "m", List.of(List.of("a"), List.of("a", "b"), List.of("c", "a"), List.of("c")));
        put(random, context, "n", List.of(List.of("2"), List.of("4"), List.of("9")));
        put(random, context, "t", List.of(List.of("true"), List.of("FALSE")));
        put(random, context, "v", List.of(List.of("a"), List.of("b")));
        return context;
    }

    private static void put(
            SplittableRandom random, Map<String, List<String>> context, String key, List<List<String>> choices) {
        if (random.nextInt(3) > 0) {
            context.put(key, pick(random, choices));
        }
    }

    private static List<PolicyDocument> documents(SplittableRandom random) {
        List<PolicyDocument> documents = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            documents.add(document(random, PolicyKind.MANAGED, null));
        }
        return documents;
    }

    private static PolicyDocument document(SplittableRandom random, PolicyKind kind, @Nullable String effect) {
        List<String> statements = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            statements.add(statement(random, kind, effect));
        }
        String version = random.nextInt(6) == 0 ? "2008-10-17" : "2012-10-17";
        String text = "{'Version':'" + version + "','Statement':[" + String.join(",", statements) + "]}";
        return PolicyParser.readStored(text.replace('\'', '"'), kind);
    }

    private static String statement(SplittableRandom random, PolicyKind kind, @Nullable String effect) {
        StringBuilder out = new StringBuilder("{'Effect':'");
        out.append(effect != null ? effect : random.nextInt(7) == 0 ? "Deny" : "Allow")
                .append("',");
        if (kind.principals()) {
            out.append(random.nextInt(5) == 0 ? "'NotPrincipal'" : "'Principal'")
                    .append(":{'AWS':");
            appendList(out, random, PRINCIPALS);
            out.append("},");
        }
        out.append(random.nextInt(6) == 0 ? "'NotAction':" : "'Action':");
        appendList(out, random, ACTION_PATTERNS);
        if (kind.resources()) {
            out.append(random.nextInt(6) == 0 ? ",'NotResource':" : ",'Resource':");
            appendList(out, random, RESOURCE_PATTERNS);
        }
        if (random.nextInt(3) == 0) {
            out.append(",'Condition':{")
                    .append(pick(random, CONDITIONS).replace("#", pick(random, VALUES)))
                    .append('}');
        }
        return out.append('}').toString();
    }

    private static void appendList(StringBuilder out, SplittableRandom random, List<String> choices) {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            values.add("'" + pick(random, choices) + "'");
        }
        out.append('[').append(String.join(",", values)).append(']');
    }

    private static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
