// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PrincipalElement;
import io.drawbridge.core.policy.PrincipalEntry;
import io.drawbridge.core.policy.condition.ConditionOperator;
import io.drawbridge.core.policy.condition.IpRange;
import io.drawbridge.core.policy.condition.OperatorName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a bucket policy is public: some Allow statement names everyone as principal, and no condition with a
 * fixed value narrows it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">The
 *     meaning of "public"</a>
 */
final class PublicPolicy {
    private static final String KMS_KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";

    /** Keys whose fixed values narrow a statement. */
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
            KMS_KEY,
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount");

    /** Keys whose values are ARNs: their account must be fixed; the other fields may have wildcards. */
    private static final Set<String> ARN_KEYS =
            Set.of("aws:sourcearn", "aws:sourcevpcarn", "aws:principalarn", "s3:dataaccesspointarn");

    private static final int V4_PREFIX_MIN = 8;
    private static final int V6_PREFIX_MIN = 32;

    private PublicPolicy() {}

    static boolean isPublic(PolicyDocument document) {
        return document.statements().stream()
                .anyMatch(statement -> statement.effect() == Effect.ALLOW
                        && everybody(statement.principal())
                        && statement.conditions().stream().noneMatch(entry -> narrows(entry, document.variables())));
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

    private static boolean narrows(ConditionEntry entry, boolean variables) {
        Optional<OperatorName> name = OperatorName.parse(entry.operator());
        // An absent key satisfies IfExists, and an empty set of values satisfies ForAllValues.
        if (name.isEmpty()
                || name.get().absent() == OperatorName.AbsentKey.HOLDS
                || name.get().set() == OperatorName.SetQualifier.FOR_ALL_VALUES
                || entry.values().isEmpty()) {
            return false;
        }
        String key = entry.key().toLowerCase(Locale.ROOT);
        ConditionOperator operator = name.get().operator();
        return entry.values().stream()
                .allMatch(value -> !(variables && value.contains("${")) && narrows(key, operator, value));
    }

    private static boolean narrows(String key, ConditionOperator operator, String value) {
        return switch (operator) {
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE -> NARROWING_KEYS.contains(key) && !value.isEmpty();
            case STRING_LIKE ->
                NARROWING_KEYS.contains(key) && (ARN_KEYS.contains(key) ? arnOfAccount(value) : fixed(value));
            case ARN_EQUALS, ARN_LIKE ->
                ARN_KEYS.contains(key) ? arnOfAccount(value) : key.equals(KMS_KEY) && fixed(value);
            case IP_ADDRESS -> key.equals("aws:sourceip") && narrowRange(value);
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

    private static boolean narrowRange(String value) {
        IpRange range = IpRange.parse(value);
        if (range == null) {
            return false;
        }
        return range.prefixLength() >= (range.family() == IpRange.Family.V4 ? V4_PREFIX_MIN : V6_PREFIX_MIN);
    }
}
