// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionOperator;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.IpRange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A policy that is not public denies every anonymous request, except from the addresses that it names.
 *
 * <p>https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
final class PublicPolicyPropertyTest {
    private static final int POLICIES_PER_SEED = 4_000;
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static final List<String> PRINCIPALS = List.of(
            "\"Principal\":\"*\"",
            "\"Principal\":\"*\"",
            "\"Principal\":{\"AWS\":\"*\"}",
            "\"Principal\":{\"AWS\":[\"111122223333\",\"*\"]}",
            "\"Principal\":{\"AWS\":\"111122223333\"}",
            "\"Principal\":{\"Service\":\"logging.s3.amazonaws.com\"}",
            "\"Principal\":{\"Federated\":\"accounts.google.com\"}",
            "\"NotPrincipal\":{\"AWS\":\"111122223333\"}");

    private static final List<String> KEYS = List.of(
            "aws:PrincipalAccount",
            "aws:userid",
            "aws:UserId",
            "aws:PrincipalArn",
            "aws:PrincipalOrgID",
            "aws:PrincipalOrgPaths",
            "aws:PrincipalType",
            "aws:PrincipalIsAWSService",
            "aws:PrincipalServiceName",
            "aws:SourceIp",
            "AWS:sourceip",
            "aws:SourceVpc",
            "aws:SourceVpce",
            "aws:SourceArn",
            "aws:SourceAccount",
            "aws:SecureTransport",
            "aws:Referer",
            "aws:UserAgent",
            "aws:username",
            "s3:prefix",
            "s3:authType",
            "s3:DataAccessPointAccount",
            "s3:x-amz-server-side-encryption-aws-kms-key-id");

    private static final List<String> VALUES = List.of(
            "anonymous",
            "Anonymous",
            "ANONYMOUS",
            "anon*",
            "*",
            "?nonymous",
            "true",
            "false",
            "",
            "111122223333",
            "o-1",
            "o-1/r-1/",
            "vpc-1",
            "${aws:PrincipalAccount}",
            "${aws:userid}",
            "${aws:username, 'anonymous'}",
            "${*}",
            "${aws:Referer}",
            "AROAEXAMPLE:*",
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::*:role/x",
            "arn:aws:sns:us-east-1:111122223333:t",
            "192.0.2.0/24",
            "0.0.0.0/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "::/0",
            "::ffff:0:0/96",
            "2001:db8::/32",
            "10.0.0.0/8",
            "x");

    /** What an anonymous client can put into its request. */
    private static final List<String> SENT =
            List.of("anonymous", "x", "o-1", "111122223333", "true", "arn:aws:iam::1:k");

    private static final List<String> ADDRESSES =
            List.of("192.0.2.7", "198.51.100.1", "9.9.9.9", "203.0.113.200", "2001:db8::1", "2a00::1", "2600:1::1");

    private final Authorizer authorizer = new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L, 4L, 5L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPolicyThatIsNotPublicDeniesAnonymousCallersFromElsewhere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int narrowed = 0;
        for (int i = 0; i < POLICIES_PER_SEED; i++) {
            String text = policy(random);
            PolicyDocument document = PolicyParser.readStored(text, PolicyGrammar.BUCKET);
            if (PublicPolicy.isPublic(document)) {
                continue;
            }
            narrowed += text.contains("\"*\"") ? 1 : 0;
            for (String address : ADDRESSES) {
                if (!named(document, address)) {
                    assertThat(anonymousMayRead(document, address, random))
                            .as("seed %d, from %s: %s", seed, address, text)
                            .isFalse();
                }
            }
        }
        assertThat(narrowed)
                .as("policies for everyone that a condition narrows")
                .isGreaterThan(20);
    }

    @Test
    void theCheckSeesAnonymousCallersThatArePermitted() {
        PolicyDocument open = PolicyParser.readStored(
                policy("\"Principal\":\"*\"", "{\"StringEquals\":{\"aws:PrincipalAccount\":\"anonymous\"}}"),
                PolicyGrammar.BUCKET);
        assertThat(anonymousMayRead(open, ADDRESSES.get(0), new SplittableRandom(1)))
                .isTrue();
        assertThat(PublicPolicy.isPublic(open)).isTrue();
    }

    private boolean anonymousMayRead(PolicyDocument document, String address, SplittableRandom random) {
        CompiledPolicy policy =
                CompiledPolicy.compile(document, new PolicyOrigin(PolicySourceType.RESOURCE, "b", null, null));
        String sent = pick(SENT, random);
        ConditionValues values = ConditionValues.of(Map.of(
                "aws:sourceip", List.of(address),
                "aws:securetransport", List.of("true"),
                "aws:referer", List.of(sent),
                "aws:useragent", List.of(sent),
                "s3:prefix", List.of(sent),
                "s3:x-amz-server-side-encryption-aws-kms-key-id", List.of(sent)));
        AccessCheck check =
                AccessCheck.onBucket("s3:GetObject", Arn.object("b", "k"), new AccountId("444455556666"), policy);
        return authorizer
                .decide(AuthorizationContext.of(Caller.ANONYMOUS, IdentityPolicies.NONE, null, values, NOW), check)
                .allowed();
    }

    /** Returns whether some range of the policy contains the address. */
    private static boolean named(PolicyDocument document, String address) {
        IpRange single = Objects.requireNonNull(IpRange.parse(address));
        return document.statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .flatMap(entry -> entry.values().stream())
                .map(IpRange::parse)
                .anyMatch(range -> range != null && range.contains(single));
    }

    private static String policy(SplittableRandom random) {
        List<String> statements = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            statements.add(statement(pick(PRINCIPALS, random), conditions(random)));
        }
        return document(statements);
    }

    private static String policy(String principal, String conditions) {
        return document(List.of(statement(principal, conditions)));
    }

    private static String document(List<String> statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String statement(String principal, String conditions) {
        return "{\"Effect\":\"Allow\"," + principal
                + ",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b/*\",\"Condition\":" + conditions + "}";
    }

    private static String conditions(SplittableRandom random) {
        Map<String, String> byOperator = new TreeMap<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            String values = Stream.generate(() -> "\"" + pick(VALUES, random) + "\"")
                    .limit(random.nextInt(1, 3))
                    .collect(Collectors.joining(","));
            byOperator.put(operator(random), "{\"" + pick(KEYS, random) + "\":[" + values + "]}");
        }
        return byOperator.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String operator(SplittableRandom random) {
        ConditionOperator operator = random.nextInt(3) == 0
                ? ConditionOperator.STRING_EQUALS
                : pick(List.of(ConditionOperator.values()), random);
        String set = pick(List.of("", "", "", "ForAnyValue:", "ForAllValues:"), random);
        String suffix = operator != ConditionOperator.NULL && random.nextInt(4) == 0 ? "IfExists" : "";
        return set + operator.documentName() + suffix;
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
