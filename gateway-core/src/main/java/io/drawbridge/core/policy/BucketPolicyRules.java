// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.condition.OperatorName;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The validation of bucket policies after the grammar. */
final class BucketPolicyRules {
    private static final String S3_PREFIX = "arn:aws:s3:::";
    private static final String DETAIL = "Detail";

    private final @Nullable String bucket;

    /** @param bucket the bucket of the policy; null accepts any bucket */
    BucketPolicyRules(@Nullable String bucket) {
        this.bucket = bucket;
    }

    void check(PolicyDocument document) {
        document.statements().forEach(BucketPolicyRules::checkComplete);
        document.statements().forEach(this::check);
    }

    private static void checkComplete(Statement statement) {
        if (statement.principal() == null) {
            throw missing("Principal");
        }
        if (statement.actions().values().isEmpty()) {
            throw missing("Action");
        }
        if (statement.resources().values().isEmpty()) {
            throw missing("Resource");
        }
    }

    private void check(Statement statement) {
        PrincipalElement principal = statement.principal();
        if (principal != null) {
            for (PrincipalEntry entry : principal.entries()) {
                if (!PrincipalSyntax.valid(entry) && !PrincipalSyntax.uniqueId(entry)) {
                    throw Dialect.bucket("Invalid principal in policy")
                            .with(DETAIL, PrincipalSyntax.quoted(entry, " : "));
                }
            }
        }
        for (String action : statement.actions().values()) {
            if (S3ActionTable.levels(action).isEmpty()) {
                throw Dialect.bucket("Policy has invalid action").with(DETAIL, action);
            }
        }
        Set<S3ActionTable.Level> levels = resourceLevels(statement);
        if (!statement.actions().negated() && !statement.resources().negated()) {
            for (String action : statement.actions().values()) {
                if (S3ActionTable.levels(action).stream().noneMatch(levels::contains)) {
                    throw Dialect.bucket("Action does not apply to any resource(s) in statement");
                }
            }
        }
        for (ConditionEntry condition : statement.conditions()) {
            checkCondition(statement, condition);
        }
    }

    private Set<S3ActionTable.Level> resourceLevels(Statement statement) {
        Set<S3ActionTable.Level> levels = EnumSet.noneOf(S3ActionTable.Level.class);
        for (String resource : statement.resources().values()) {
            String suffix = afterBucket(resource);
            if (suffix == null) {
                throw Dialect.bucket("Policy has invalid resource").with(DETAIL, resource);
            }
            if (suffix.isEmpty() || suffix.startsWith("*")) {
                levels.add(S3ActionTable.Level.BUCKET);
            }
            if (!suffix.isEmpty()) {
                levels.add(S3ActionTable.Level.OBJECT);
            }
        }
        return levels;
    }

    /**
     * Returns the resource text after the bucket name: empty, a slash and a key, or a star; null for another bucket.
     */
    private @Nullable String afterBucket(String resource) {
        if (!resource.startsWith(S3_PREFIX)) {
            return null;
        }
        String name = resource.substring(S3_PREFIX.length());
        if (bucket == null) {
            int slash = name.indexOf('/');
            return slash < 0 ? "" : name.substring(slash);
        }
        if (!name.startsWith(bucket)) {
            return null;
        }
        String rest = name.substring(bucket.length());
        return rest.isEmpty() || rest.startsWith("/") || rest.startsWith("*") ? rest : null;
    }

    private static void checkCondition(Statement statement, ConditionEntry condition) {
        if (!S3ActionTable.knownKey(condition.key())) {
            throw Dialect.bucket("Policy has an invalid condition key").with(DETAIL, condition.key());
        }
        if (!statement.actions().negated()
                && !S3ActionTable.keyApplies(
                        condition.key(), statement.actions().values())) {
            throw Dialect.bucket("Conditions do not apply to combination of actions and resources in statement");
        }
        OperatorName.parse(condition.operator()).ifPresent(name -> {
            if (!condition.values().stream().allMatch(name.operator()::accepts)) {
                throw Dialect.bucket("Invalid policy syntax.");
            }
        });
    }

    private static AwsException missing(String field) {
        return Dialect.bucket("Missing required field " + field);
    }
}
