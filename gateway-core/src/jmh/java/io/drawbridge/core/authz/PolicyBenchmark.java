// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a decision and the compilation of a policy cost; see {@code scripts/benchmark-policies}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyBenchmark {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final PolicyOrigin ORIGIN = new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String CONDITIONS = ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/8\","
            + "\"192.168.0.0/16\"]},\"StringLike\":{\"s3:prefix\":[\"home/${aws:username}/*\",\"public/%d/*\"]},"
            + "\"Bool\":{\"aws:SecureTransport\":\"true\"}}";

    private final Authorizer authorizer = new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC));
    private final AccessCheck check =
            AccessCheck.onBucket("s3:GetObject", Arn.object("data", "home/bob/report"), ACCOUNT, null);
    private AuthorizationContext ten;
    private AuthorizationContext hundred;
    private AuthorizationContext thousand;
    private AuthorizationContext plain;
    private String document;
    private PolicyDocument parsed;

    /** Builds the policies. */
    @Setup
    public void setUp() {
        ten = context(List.of(typical(10)));
        hundred = context(List.of(many(100, 0)));
        List<String> policies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            policies.add(many(100, i * 100));
        }
        thousand = context(policies);
        plain = context(
                List.of(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:Delete*\","
                                + "\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::data/*\"}]}"));
        document = typical(17);
        if (document.length() < 6000 || document.length() > 6400) {
            throw new IllegalStateException("document: " + document.length() + " (expected: 6 KB)");
        }
        parsed = PolicyParser.parse(document, PolicyGrammar.MANAGED);
    }

    /** Ten statements of the action with three conditions each; nine miss, the last allows. */
    private static String typical(int count) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            statements.add("{\"Sid\":\"Statement" + i + "\",\"Effect\":\"" + (i % 3 == 1 ? "Deny" : "Allow")
                    + "\",\"Action\":[\"s3:GetObject\",\"s3:GetObjectVersion\",\"s3:List*\"],\"Resource\":["
                    + (last || i % 2 == 0 ? "\"arn:aws:s3:::data/home/*\"" : "\"arn:aws:s3:::data-" + i + "/*\"")
                    + ",\"arn:aws:s3:::archive-" + i + "/${aws:username}/*\"]"
                    + (last
                            ? CONDITIONS
                                    .replace("StringLike", "StringLikeIfExists")
                                    .replace("10.0.0.0/8", "0.0.0.0/0")
                                    .replace("%d", "x")
                            : CONDITIONS.replace("%d", Integer.toString(i)))
                    + "}");
        }
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    /** Statements of many services and actions, one in fifty of which concerns the request. */
    private static String many(int count, int from) {
        List<String> services = List.of("ec2", "sqs", "sns", "dynamodb", "kms", "s3", "iam", "logs", "lambda", "sts");
        List<String> statements = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String service = services.get(i % services.size());
            String action =
                    i % 50 == 25 ? "s3:GetObject" : service + ":" + (i % 3 == 0 ? "Describe" + i + "*" : "Put" + i);
            statements.add("{\"Effect\":\"" + (i % 7 == 3 && i % 50 != 25 ? "Deny" : "Allow") + "\",\"Action\":[\""
                    + action + "\",\""
                    + service
                    + ":Tag" + i + "\"],\"Resource\":\"arn:aws:" + action.substring(0, action.indexOf(':'))
                    + (i % 50 == 25 && i % 100 == 75 ? ":::data/home/*" : ":::user/other-" + i + "/*") + "\"}");
        }
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static AuthorizationContext context(List<String> documents) {
        Caller caller = new Caller(
                new Principal.IamUser(ACCOUNT, Arn.iam(ACCOUNT, "user/bob"), "AIDABOB", "bob"),
                null,
                "AKIAEXAMPLE",
                AuthenticationType.SIGV4_HEADER);
        PolicySet set = PolicySet.of(documents.stream()
                .map(text -> CompiledPolicy.compile(PolicyParser.parse(text, PolicyGrammar.MANAGED), ORIGIN))
                .toList());
        Map<String, List<String>> request =
                Map.of("aws:sourceip", List.of("203.0.113.9"), "aws:securetransport", List.of("true"));
        return AuthorizationContext.of(
                caller, new IdentityPolicies(set, null, Map.of(), List.of()), null, ConditionValues.of(request), NOW);
    }

    /** A typical identity policy. */
    @Benchmark
    public Decision tenStatementsWithThreeConditions() {
        return allowed(authorizer.decide(ten, check));
    }

    /** One policy of a hundred statements. */
    @Benchmark
    public Decision hundredStatements() {
        return allowed(authorizer.decide(hundred, check));
    }

    /** Ten policies of a hundred statements each. */
    @Benchmark
    public Decision thousandStatements() {
        return allowed(authorizer.decide(thousand, check));
    }

    /** No conditions: what is allocated here is the decision. */
    @Benchmark
    public Decision noConditions() {
        return allowed(authorizer.decide(plain, check));
    }

    /** Reads 6 KB with all checks of a write. */
    @Benchmark
    public PolicyDocument parse() {
        return PolicyParser.parse(document, PolicyGrammar.MANAGED);
    }

    /** Reads 6 KB that were checked before. */
    @Benchmark
    public PolicyDocument readStored() {
        return PolicyParser.readStored(document, PolicyGrammar.MANAGED);
    }

    /** Compiles a document that was read. */
    @Benchmark
    public CompiledPolicy compileParsed() {
        return CompiledPolicy.compile(parsed, ORIGIN);
    }

    /** Reads and compiles 6 KB. */
    @Benchmark
    public CompiledPolicy readAndCompile() {
        return CompiledPolicy.compile(PolicyParser.readStored(document, PolicyGrammar.MANAGED), ORIGIN);
    }

    private static Decision allowed(Decision decision) {
        if (!decision.allowed()) {
            throw new IllegalStateException("decision: " + decision + " (expected: allowed)");
        }
        return decision;
    }
}
