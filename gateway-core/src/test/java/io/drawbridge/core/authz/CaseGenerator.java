// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generates cases that cover the whole policy language. A seed always gives the same cases. Each set of policies gets
 * several requests.
 */
final class CaseGenerator {
    private static final int REQUESTS_PER_POLICIES = 5;

    private final SplittableRandom random;
    private @Nullable PolicyCase last;
    private int requestsLeft;

    CaseGenerator(long seed) {
        this.random = new SplittableRandom(seed);
    }

    PolicyCase next() {
        PolicyCase previous = last;
        if (previous != null && requestsLeft-- > 0) {
            return question(previous.who(), previous);
        }
        requestsLeft = REQUESTS_PER_POLICIES - 1;
        String who = pick(PolicyCase.CALLERS);
        PolicyCase next = question(one(3) ? pick(List.of("user", "role", "federated")) : who, null);
        last = next;
        return next;
    }

    private PolicyCase question(String who, @Nullable PolicyCase policies) {
        boolean trust = policies != null ? policies.use() == ResourcePolicyUse.REQUIRED : one(4);
        ResourcePolicyUse use = trust
                ? ResourcePolicyUse.REQUIRED
                : one(10)
                        ? ResourcePolicyUse.DENIES_ONLY
                        : one(15) ? ResourcePolicyUse.NONE : ResourcePolicyUse.SUFFICIENT;
        String action = trust && !one(6)
                ? pick(List.of("sts:AssumeRole", "sts:AssumeRole", "sts:TagSession", "sts:AssumeRoleWithWebIdentity"))
                : pick(CaseWords.ACTIONS);
        PolicyCase body = policies != null ? policies : policies(who, trust);
        return new PolicyCase(
                who,
                action,
                pick(CaseWords.RESOURCES),
                one(8) ? null : one(3) ? "999999999999" : PolicyCase.ACCOUNT,
                use,
                one(10) ? pick(List.of(GrantLevel.values())) : GrantLevel.NONE,
                body.session() == null && one(12),
                body.identity(),
                body.boundary(),
                body.session(),
                body.serviceControl(),
                body.resourceControl(),
                body.resourcePolicy(),
                context());
    }

    private PolicyCase policies(String who, boolean trust) {
        boolean inAccount = !List.of("service", "web", "saml", "anonymous").contains(who);
        boolean plain = !inAccount || who.equals("root");
        boolean session = who.equals("user-session") || who.equals("role") || who.startsWith("federated");
        return new PolicyCase(
                who,
                "",
                "",
                null,
                ResourcePolicyUse.NONE,
                GrantLevel.NONE,
                false,
                plain ? List.of() : documents(0),
                plain || !one(3) ? null : documents(0),
                session && one(2) ? documents(0) : null,
                inAccount && one(4) ? levels(PolicyGrammar.SERVICE_CONTROL) : List.of(),
                one(4) ? levels(PolicyGrammar.RESOURCE_CONTROL) : List.of(),
                one(6) ? null : document(trust ? PolicyGrammar.TRUST : PolicyGrammar.BUCKET, null),
                Map.of());
    }

    private Map<String, List<String>> context() {
        Map<String, List<String>> context = new HashMap<>();
        for (String key : CaseWords.CONTEXT.keySet().stream().sorted().toList()) {
            if (!one(3)) {
                context.put(key, pick(CaseWords.CONTEXT.get(key)));
            }
        }
        return context;
    }

    private List<PolicyDocument> documents(int least) {
        List<PolicyDocument> documents = new ArrayList<>();
        for (int i = random.nextInt(least, 4); i > 0; i--) {
            documents.add(document(one(4) ? PolicyGrammar.INLINE_USER : PolicyGrammar.MANAGED, null));
        }
        return documents;
    }

    private List<List<PolicyDocument>> levels(PolicyGrammar kind) {
        List<List<PolicyDocument>> levels = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            List<PolicyDocument> level = new ArrayList<>();
            if (!one(4)) {
                String principal = kind.principals() ? "\"Principal\":\"*\"," : "";
                level.add(read(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\"," + principal
                                + "\"Action\":\"*\",\"Resource\":\"*\"}}",
                        kind));
            }
            if (level.isEmpty() || one(2)) {
                level.add(document(kind, null));
            }
            levels.add(level);
        }
        return levels;
    }

    /** Returns a document; all its statements have the given effect, if any. */
    PolicyDocument document(PolicyGrammar kind, @Nullable String effect) {
        StringBuilder out = new StringBuilder("{");
        if (!one(12)) {
            out.append("\"Version\":").append(one(6) ? "\"2008-10-17\"," : "\"2012-10-17\",");
        }
        out.append("\"Statement\":[");
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            statement(out, kind, effect);
            out.append(i > 1 ? "," : "]}");
        }
        return read(out.toString(), kind);
    }

    private static PolicyDocument read(String text, PolicyGrammar kind) {
        return PolicyParser.readStored(text, kind);
    }

    private void statement(StringBuilder out, PolicyGrammar kind, @Nullable String effect) {
        out.append("{\"Effect\":\"")
                .append(effect != null ? effect : one(7) ? "Deny" : "Allow")
                .append("\",");
        if (kind.principals() && !one(40)) {
            principal(out, kind);
            out.append(',');
        }
        boolean sts = kind == PolicyGrammar.TRUST;
        out.append(one(7) ? "\"NotAction\":" : "\"Action\":");
        list(
                out,
                sts ? List.of("sts:AssumeRole", "sts:*", "sts:Assume*", "sts:TagSession") : CaseWords.ACTION_PATTERNS);
        if (kind.resources() && !one(60)) {
            out.append(one(7) ? ",\"NotResource\":" : ",\"Resource\":");
            list(out, CaseWords.RESOURCE_PATTERNS);
        }
        if (one(2)) {
            out.append(",\"Condition\":{");
            String first = operator();
            condition(out, first);
            String second = operator();
            // Two operators with the same name would be a duplicate member.
            if (one(3) && !second.equals(first)) {
                out.append(',');
                condition(out, second);
            }
            out.append('}');
        }
        out.append('}');
    }

    private void principal(StringBuilder out, PolicyGrammar kind) {
        boolean negated = kind != PolicyGrammar.RESOURCE_CONTROL && one(5);
        out.append(negated ? "\"NotPrincipal\":" : "\"Principal\":");
        if (kind == PolicyGrammar.RESOURCE_CONTROL || (!negated && one(6))) {
            out.append("\"*\"");
            return;
        }
        out.append('{');
        boolean aws = !one(4);
        if (aws) {
            out.append("\"AWS\":");
            full(out, CaseWords.AWS_PRINCIPALS);
        }
        if (!aws || one(5)) {
            String type = pick(List.of("Service", "Federated", "CanonicalUser"));
            out.append(aws ? ",\"" : "\"").append(type).append("\":");
            full(out, CaseWords.OTHER_PRINCIPALS.get(type));
        }
        out.append('}');
    }

    private String operator() {
        String base = pick(PlainConditions.OPERATORS);
        String name = (one(4) ? pick(List.of("ForAllValues:", "ForAnyValue:")) : "")
                + base
                + (!base.equals("Null") && one(4) ? "IfExists" : "");
        return one(20) ? name.toLowerCase(Locale.ROOT) : one(60) ? "StringSounds" : name;
    }

    private void condition(StringBuilder out, String operator) {
        String kind = CaseWords.kindOf(PlainConditions.bare(operator));
        out.append('"').append(operator).append("\":{\"");
        String key = pick(CaseWords.KEYS.get(one(15) ? pick(List.of("String", "Numeric", "Arn")) : kind));
        out.append(key).append("\":");
        list(out, CaseWords.POLICY_VALUES.get(one(15) ? pick(List.of("String", "Date", "Ip")) : kind));
        out.append('}');
    }

    private void list(StringBuilder out, List<String> choices) {
        if (one(40)) {
            out.append("[]");
        } else {
            full(out, choices);
        }
    }

    /** Writes one value, or a list of several. */
    private void full(StringBuilder out, List<String> choices) {
        int count = random.nextInt(1, 4);
        if (count == 1 && one(2)) {
            text(out, pick(choices));
            return;
        }
        out.append('[');
        for (int i = 0; i < count; i++) {
            text(out.append(i > 0 ? "," : ""), pick(choices));
        }
        out.append(']');
    }

    private static void text(StringBuilder out, String value) {
        out.append('"').append(value).append('"');
    }

    /** Returns true on average once in the given number of calls. */
    boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
