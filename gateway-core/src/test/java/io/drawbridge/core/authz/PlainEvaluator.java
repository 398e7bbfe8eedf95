// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PrincipalElement;
import io.drawbridge.core.policy.PrincipalEntry;
import io.drawbridge.core.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The decision algorithm once more, plain and slow, written from the specification and not from the engine: it reads
 * documents as written, compiles nothing, and matches patterns with regular expressions. It knows what the generator of
 * the differential test writes.
 */
final class PlainEvaluator {
    /** One question in plain form. */
    record Question(
            Principal principal,
            String account,
            String action,
            Arn resource,
            String owner,
            List<PolicyDocument> identity,
            @Nullable List<PolicyDocument> boundary,
            @Nullable List<PolicyDocument> session,
            List<List<PolicyDocument>> organization,
            @Nullable PolicyDocument resourcePolicy,
            boolean trust,
            Map<String, List<String>> context) {}

    private final Question q;

    PlainEvaluator(Question question) {
        this.q = question;
    }

    boolean allowed() {
        List<PolicyDocument> all = new ArrayList<>(q.identity());
        all.addAll(q.boundary() == null ? List.of() : q.boundary());
        all.addAll(q.session() == null ? List.of() : q.session());
        q.organization().forEach(all::addAll);
        if (q.resourcePolicy() != null) {
            all.add(q.resourcePolicy());
        }
        if (all.stream().anyMatch(document -> has(document, Effect.DENY))) {
            return false;
        }
        for (List<PolicyDocument> level : q.organization()) {
            if (!allows(level)) {
                return false;
            }
        }
        int level = resourceLevel();
        boolean same = q.account().equals(q.owner());
        if (q.principal() instanceof Principal.Anonymous) {
            return level == 3 && !q.trust();
        }
        if (q.principal() instanceof Principal.AccountRoot) {
            return (same && !q.trust()) || level > 0;
        }
        boolean federated = q.principal() instanceof Principal.FederatedSession;
        boolean limits = (q.boundary() == null || allows(q.boundary()))
                && (q.session() == null ? !federated : allows(q.session()));
        if (!same) {
            return allows(q.identity()) && limits && level > 0;
        }
        if (level == 3) {
            return true;
        }
        boolean granted =
                q.trust() ? level == 2 || (level == 1 && allows(q.identity())) : level == 2 || allows(q.identity());
        return granted && limits;
    }

    private boolean allows(List<PolicyDocument> documents) {
        return documents.stream().anyMatch(document -> has(document, Effect.ALLOW));
    }

    private boolean has(PolicyDocument document, Effect effect) {
        return document.statements().stream()
                .anyMatch(statement -> statement.effect() == effect && level(document, statement) > 0);
    }

    private int resourceLevel() {
        int best = 0;
        PolicyDocument document = q.resourcePolicy();
        if (document != null) {
            for (Statement statement : document.statements()) {
                if (statement.effect() == Effect.ALLOW) {
                    best = Math.max(best, level(document, statement));
                }
            }
        }
        return best;
    }

    /** 0 none, 1 account, 2 role, 3 direct. */
    private int level(PolicyDocument document, Statement statement) {
        boolean action = statement.actions().values().stream().anyMatch(this::actionMatches);
        if (action == statement.actions().negated() || !resourceCovered(document, statement)) {
            return 0;
        }
        for (ConditionEntry condition : statement.conditions()) {
            if (!holds(condition, document.variables())) {
                return 0;
            }
        }
        PrincipalElement principal = statement.principal();
        if (principal == null) {
            return 3;
        }
        if (!principal.negated()) {
            return named(principal.entries());
        }
        if (statement.effect() == Effect.ALLOW) {
            return named(principal.entries()) > 0 ? 0 : 3;
        }
        return spared(principal.entries()) ? 0 : 3;
    }

    private boolean actionMatches(String pattern) {
        if (pattern.equals("*") || pattern.equals("*:*")) {
            return true;
        }
        String[] mine = pattern.toLowerCase(Locale.ROOT).split(":", 2);
        String[] asked = q.action().toLowerCase(Locale.ROOT).split(":", 2);
        return mine[0].equals(asked[0]) && like(mine[1], asked[1]);
    }

    private boolean resourceCovered(PolicyDocument document, Statement statement) {
        boolean matched = false;
        for (String pattern : statement.resources().values()) {
            String filled = document.variables() ? fill(pattern) : pattern;
            if (filled == null) {
                if (statement.resources().negated()) {
                    return false;
                }
                continue;
            }
            matched |= resourceMatches(filled);
        }
        return statement.resources().values().isEmpty()
                || matched != statement.resources().negated();
    }

    private boolean resourceMatches(String pattern) {
        if (pattern.equals("*")) {
            return true;
        }
        String[] parts = pattern.split(":", 6);
        String[] asked = q.resource().toString().split(":", 6);
        for (int i = 0; i < 5; i++) {
            if (!like(parts[i].toLowerCase(Locale.ROOT), asked[i].toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return like(parts[5], asked[5]);
    }

    /** The generator's values hold no wildcards, so filling in before matching is right. */
    private @Nullable String fill(String text) {
        int open = text.indexOf("${");
        if (open < 0) {
            return text;
        }
        int close = text.indexOf('}', open);
        List<String> values = q.context().get(text.substring(open + 2, close).toLowerCase(Locale.ROOT));
        return values == null || values.size() != 1
                ? null
                : text.substring(0, open) + values.get(0) + fill(text.substring(close + 1));
    }

    private int named(List<PrincipalEntry> entries) {
        int best = 0;
        for (PrincipalEntry entry : entries) {
            best = Math.max(best, named(entry.value()));
        }
        return best;
    }

    private int named(String value) {
        if (value.equals("*")) {
            return 3;
        }
        if (!(q.principal() instanceof Principal.InAccount caller)) {
            return 0;
        }
        boolean account = value.equals(q.account()) || value.equals("arn:aws:iam::" + q.account() + ":root");
        if (account) {
            return caller instanceof Principal.AccountRoot ? 3 : 1;
        }
        if (value.equals(caller.arn().toString())
                || (caller instanceof Principal.IamUser user && value.equals(user.userId()))) {
            return 3;
        }
        return entity(caller).contains(value) ? 2 : 0;
    }

    private boolean spared(List<PrincipalEntry> entries) {
        if (q.boundary() != null) {
            return false;
        }
        List<String> values = entries.stream().map(PrincipalEntry::value).toList();
        if (values.contains("*")) {
            return true;
        }
        if (!(q.principal() instanceof Principal.InAccount caller)) {
            return false;
        }
        boolean account = values.contains(q.account()) || values.contains("arn:aws:iam::" + q.account() + ":root");
        boolean itself =
                caller instanceof Principal.AccountRoot || values.stream().anyMatch(v -> named(v) == 3);
        List<String> entity = entity(caller);
        return account && itself && (entity.isEmpty() || entity.stream().anyMatch(values::contains));
    }

    private static List<String> entity(Principal.InAccount caller) {
        if (caller instanceof Principal.RoleSession session) {
            return List.of(session.roleArn().toString(), session.roleId());
        }
        return caller instanceof Principal.FederatedSession federated
                        && federated.issuer() instanceof Principal.IamUser user
                ? List.of(user.arn().toString(), user.userId())
                : List.of();
    }

    private boolean holds(ConditionEntry condition, boolean variables) {
        List<String> values = q.context().get(condition.key().toLowerCase(Locale.ROOT));
        String operator = condition.operator();
        boolean all = operator.startsWith("ForAllValues:");
        boolean any = operator.startsWith("ForAnyValue:");
        operator = operator.substring(operator.indexOf(':') + 1);
        boolean ifExists = operator.endsWith("IfExists");
        operator = ifExists ? operator.substring(0, operator.length() - "IfExists".length()) : operator;
        if (operator.equals("Null")) {
            return condition.values().contains(Boolean.toString(values == null));
        }
        boolean negated = operator.contains("Not");
        if (values == null) {
            return ifExists || all || (negated && !any);
        }
        String positive = operator.replace("Not", "");
        if (all || any) {
            return all
                    ? values.stream().allMatch(v -> one(positive, condition, v, variables) != negated)
                    : values.stream().anyMatch(v -> one(positive, condition, v, variables) != negated);
        }
        return values.size() == 1 && one(positive, condition, values.get(0), variables) != negated;
    }

    private boolean one(String operator, ConditionEntry condition, String value, boolean variables) {
        for (String policyValue : condition.values()) {
            String filled = variables && operator.startsWith("String") ? fill(policyValue) : policyValue;
            if (filled != null && compare(operator, filled, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean compare(String operator, String policyValue, String value) {
        return switch (operator) {
            case "StringEquals" -> policyValue.equals(value);
            case "StringEqualsIgnoreCase" -> policyValue.equalsIgnoreCase(value);
            case "StringLike" -> like(policyValue, value);
            case "NumericEquals" -> Integer.parseInt(policyValue) == Integer.parseInt(value);
            case "NumericLessThan" -> Integer.parseInt(value) < Integer.parseInt(policyValue);
            case "Bool" -> policyValue.equalsIgnoreCase(value);
            default -> throw new IllegalArgumentException("operator: " + operator);
        };
    }

    private static boolean like(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
