// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.PrincipalValues;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PrincipalElement;
import io.drawbridge.core.policy.PrincipalEntry;
import io.drawbridge.core.policy.Statement;
import io.drawbridge.core.policy.condition.ConditionKeys;
import io.drawbridge.core.policy.condition.ConditionOperator;
import io.drawbridge.core.policy.condition.ConditionTest;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.IpRange;
import io.drawbridge.core.policy.condition.OperatorName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a bucket policy is public: some Allow statement names everyone as principal, and neither a condition
 * with a fixed value nor one with a small set of addresses narrows it.
 *
 * <p>INVARIANT: a policy that is not public denies every anonymous request, except from the addresses that it names. A
 * condition with a fixed value counts only when an anonymous caller does not fulfil it: AWS gives such a caller the
 * account and the user id {@code anonymous}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">The
 *     meaning of "public"</a>
 */
final class PublicPolicy {
    private static final String SOURCE_IP = "aws:sourceip";

    /**
     * Keys whose fixed values narrow a statement. AWS also lists the KMS key of an upload, because KMS checks whether
     * the caller may use it. This server has no KMS, so that the key is a header that any caller can send.
     */
    private static final Set<String> NARROWING_KEYS = Set.of(
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourcevpcarn",
            "aws:vpceaccount",
            "aws:vpceorgid",
            "aws:vpceorgpaths",
            "aws:sourceowner",
            "aws:sourceaccount",
            "aws:sourceorgid",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalservicename",
            "aws:userid",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount");

    /** Keys whose values are ARNs: their account must be fixed; the other fields may have wildcards. */
    private static final Set<String> ARN_KEYS =
            Set.of("aws:sourcearn", "aws:sourcevpcarn", "aws:principalarn", "s3:dataaccesspointarn");

    /** What the engine knows about a caller without a signature, apart from the request. */
    private static final ConditionValues ANONYMOUS = new PrincipalValues(Caller.ANONYMOUS, Map.of(), Instant.EPOCH);

    private PublicPolicy() {}

    static boolean isPublic(PolicyDocument document) {
        List<IpRange> admitted = new ArrayList<>();
        for (Statement statement : document.statements()) {
            if (statement.effect() != Effect.ALLOW || !everybody(statement.principal())) {
                continue;
            }
            List<ConditionEntry> conditions = statement.conditions();
            if (conditions.stream().noneMatch(entry -> narrows(entry, document.variables()))) {
                Optional<List<IpRange>> addresses = conditions.stream()
                        .map(PublicPolicy::addresses)
                        .filter(ranges -> !ranges.isEmpty() && !WideRanges.wide(ranges))
                        .findFirst();
                if (addresses.isEmpty()) {
                    return true;
                }
                admitted.addAll(addresses.get());
            }
        }
        return WideRanges.wide(admitted);
    }

    private static boolean everybody(@Nullable PrincipalElement principal) {
        if (principal == null) {
            return false;
        }
        return principal.negated() || principal.entries().stream().anyMatch(PublicPolicy::everybody);
    }

    /** Returns whether the entry is a star, or everyone whom an external identity provider authenticates. */
    private static boolean everybody(PrincipalEntry entry) {
        return entry.everybody()
                || (entry.type() == PrincipalEntry.Type.FEDERATED
                        && !entry.value().startsWith("arn:"));
    }

    /** Returns whether the entry has only fixed values that an anonymous caller does not have. */
    private static boolean narrows(ConditionEntry entry, boolean variables) {
        Optional<OperatorName> name = required(entry);
        if (name.isEmpty()) {
            return false;
        }
        String key = ConditionKeys.folded(entry.key());
        ConditionOperator operator = name.get().operator();
        return entry.values().stream()
                        .allMatch(value -> !(variables && value.contains("${")) && fixed(key, operator, value))
                && ConditionTest.compile(entry.operator(), entry.key(), entry.values(), variables)
                        .filter(test -> !test.holds(ANONYMOUS))
                        .isPresent();
    }

    /** Returns the ranges from which the entry admits callers; empty when it does not test the address. */
    private static List<IpRange> addresses(ConditionEntry entry) {
        boolean tested = required(entry)
                .filter(name -> name.operator() == ConditionOperator.IP_ADDRESS)
                .isPresent();
        if (!tested || !ConditionKeys.folded(entry.key()).equals(SOURCE_IP)) {
            return List.of();
        }
        // A value that is no range admits nobody.
        return entry.values().stream()
                .map(IpRange::parse)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the operator; empty when it is unknown, or holds for a request without the key. */
    private static Optional<OperatorName> required(ConditionEntry entry) {
        // An absent key satisfies IfExists, and an empty set of values satisfies ForAllValues.
        return OperatorName.parse(entry.operator())
                .filter(name -> name.absent() != OperatorName.AbsentKey.HOLDS
                        && name.set() != OperatorName.SetQualifier.FOR_ALL_VALUES
                        && !entry.values().isEmpty());
    }

    private static boolean fixed(String key, ConditionOperator operator, String value) {
        return switch (operator) {
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE -> NARROWING_KEYS.contains(key) && !value.isEmpty();
            case STRING_LIKE ->
                NARROWING_KEYS.contains(key) && (ARN_KEYS.contains(key) ? arnOfAccount(value) : fixed(value));
            case ARN_EQUALS, ARN_LIKE -> ARN_KEYS.contains(key) && arnOfAccount(value);
            case BOOL -> key.equals("aws:principalisawsservice") && value.equalsIgnoreCase("true");
            default -> false;
        };
    }

    private static boolean fixed(String value) {
        return !value.isEmpty() && value.indexOf('*') < 0 && value.indexOf('?') < 0;
    }

    private static boolean arnOfAccount(String value) {
        if (fixed(value)) {
            return true;
        }
        Optional<Arn> arn = Arn.parse(value);
        return arn.isPresent()
                && AccountId.isValid(arn.get().account())
                && fixed(arn.get().partition())
                && fixed(arn.get().service());
    }
}
