// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.NameList;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PrincipalElement;
import io.drawbridge.core.policy.PrincipalEntry;
import io.drawbridge.core.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A second implementation of the decision algorithm, plain and slow, written from the specification and not from the
 * engine: it reads documents as written, compiles nothing, indexes nothing and matches patterns with a table.
 */
final class PlainEvaluator {
    private static final int NONE = 0;
    private static final int ACCOUNT = 1;
    private static final int ROLE = 2;
    private static final int DIRECT = 3;

    private final PolicyCase q;
    private final Principal principal;
    private final boolean trust;
    private final PlainConditions conditions;

    PlainEvaluator(PolicyCase question) {
        this(question, null);
    }

    /** @param notes receives the outcome of each condition, or null */
    PlainEvaluator(PolicyCase question, @Nullable BiConsumer<String, String> notes) {
        this.q = question;
        this.principal = question.principal();
        this.trust = question.use() == ResourcePolicyUse.REQUIRED;
        this.conditions = new PlainConditions(this::values, notes);
    }

    PolicyCase.Verdict verdict() {
        boolean inAccount = principal instanceof Principal.InAccount;
        if (inAccount && q.action().equals("sts:GetCallerIdentity")) {
            return PolicyCase.Verdict.ALLOWED;
        }
        PolicyCase.Verdict denied = explicitDeny();
        if (denied != null) {
            return denied;
        }
        if (!q.serviceControl().stream().allMatch(this::allows)) {
            return implicit(PolicyType.SERVICE_CONTROL);
        }
        if (!q.resourceControl().stream().allMatch(this::allows)) {
            return implicit(PolicyType.RESOURCE_CONTROL);
        }
        int level = Math.max(resourceLevel(), aclLevel());
        if (principal instanceof Principal.Anonymous) {
            return level == DIRECT && !trust ? PolicyCase.Verdict.ALLOWED : implicit(resourceRole());
        }
        if (!inAccount) {
            return level == DIRECT ? PolicyCase.Verdict.ALLOWED : implicit(resourceRole());
        }
        if (principal instanceof Principal.AccountRoot) {
            return (same() && !trust) || level > NONE ? PolicyCase.Verdict.ALLOWED : implicit(resourceRole());
        }
        return same() ? inAccount(level) : acrossAccounts(level);
    }

    private PolicyCase.Verdict inAccount(int level) {
        if (level == DIRECT) {
            return PolicyCase.Verdict.ALLOWED;
        }
        if (trust && level == NONE) {
            return implicit(PolicyType.TRUST);
        }
        boolean identity = identityAllows();
        return level == ROLE || identity ? limited() : implicit(PolicyType.IDENTITY);
    }

    private PolicyCase.Verdict acrossAccounts(int level) {
        if (level == NONE) {
            return implicit(resourceRole());
        }
        return identityAllows() ? limited() : implicit(PolicyType.IDENTITY);
    }

    /** A federated session of root has all permissions of root, within its session policy. */
    private boolean identityAllows() {
        return q.who().equals("federated-root") || allows(q.identity());
    }

    private PolicyCase.Verdict limited() {
        if (q.boundary() != null && !allows(q.boundary())) {
            return implicit(PolicyType.BOUNDARY);
        }
        boolean must = q.session() != null
                || (q.temporary() && q.promised())
                || principal instanceof Principal.FederatedSession;
        boolean may = q.session() != null && allows(q.session());
        return must && !may ? implicit(PolicyType.SESSION) : PolicyCase.Verdict.ALLOWED;
    }

    private PolicyCase.@Nullable Verdict explicitDeny() {
        boolean owner = principal instanceof Principal.AccountRoot && same();
        boolean repair = owner && q.action().matches("s3:(Get|Put|Delete)BucketPolicy");
        boolean heard = q.use() != ResourcePolicyUse.NONE && q.resourcePolicy() != null && !repair;
        List<PolicyDocument> resource = heard ? List.of(q.resourcePolicy()) : List.of();
        if (q.serviceControl().stream().anyMatch(this::denies)) {
            return explicit(PolicyType.SERVICE_CONTROL);
        }
        if (q.resourceControl().stream().anyMatch(this::denies)) {
            return explicit(PolicyType.RESOURCE_CONTROL);
        }
        if (denies(resource)) {
            return explicit(resourceRole());
        }
        if (denies(q.identity())) {
            return explicit(PolicyType.IDENTITY);
        }
        if (q.boundary() != null && denies(q.boundary())) {
            return explicit(PolicyType.BOUNDARY);
        }
        return q.session() != null && denies(q.session()) ? explicit(PolicyType.SESSION) : null;
    }

    private boolean same() {
        return principal instanceof Principal.InAccount
                && (q.owner() == null || q.owner().equals(PolicyCase.ACCOUNT));
    }

    private PolicyType resourceRole() {
        return trust ? PolicyType.TRUST : PolicyType.RESOURCE;
    }

    private static PolicyCase.Verdict explicit(PolicyType by) {
        return new PolicyCase.Verdict(Decision.Denial.EXPLICIT, by);
    }

    private static PolicyCase.Verdict implicit(PolicyType by) {
        return new PolicyCase.Verdict(Decision.Denial.IMPLICIT, by);
    }

    private boolean allows(List<PolicyDocument> documents) {
        return documents.stream().anyMatch(document -> best(document, Effect.ALLOW) > NONE);
    }

    private boolean denies(List<PolicyDocument> documents) {
        return documents.stream().anyMatch(document -> best(document, Effect.DENY) > NONE);
    }

    private int resourceLevel() {
        boolean grants = trust || q.use() == ResourcePolicyUse.SUFFICIENT;
        return q.resourcePolicy() == null || !grants ? NONE : best(q.resourcePolicy(), Effect.ALLOW);
    }

    private int aclLevel() {
        return switch (q.aclGrant()) {
            case NONE -> NONE;
            case ACCOUNT -> ACCOUNT;
            case ROLE -> ROLE;
            case DIRECT -> DIRECT;
        };
    }

    private int best(PolicyDocument document, Effect effect) {
        int best = NONE;
        for (Statement statement : document.statements()) {
            if (statement.effect() == effect) {
                best = Math.max(best, level(document, statement));
            }
        }
        return best;
    }

    private int level(PolicyDocument document, Statement statement) {
        boolean action = statement.actions().values().stream().anyMatch(this::actionMatches);
        if (action == statement.actions().negated()) {
            return NONE;
        }
        boolean incomplete = (document.kind().principals() && statement.principal() == null)
                || (document.kind().resources() && statement.resources().form() == NameList.Form.ABSENT)
                || !statement.conditions().stream().allMatch(c -> PlainConditions.known(c.operator()));
        if (incomplete && statement.effect() == Effect.ALLOW) {
            return NONE;
        }
        if (!resourceCovered(document, statement)) {
            return NONE;
        }
        if (!incomplete && !statement.conditions().stream().allMatch(c -> conditions.holds(c, document.variables()))) {
            return NONE;
        }
        return principalLevel(document, statement);
    }

    private int principalLevel(PolicyDocument document, Statement statement) {
        PrincipalElement element = statement.principal();
        if (element == null) {
            return DIRECT;
        }
        boolean deny = statement.effect() == Effect.DENY;
        if (element.negated()) {
            boolean spared = deny ? spared(element.entries()) : named(element.entries()) > NONE;
            return spared ? NONE : DIRECT;
        }
        boolean identityProvider = principal instanceof Principal.FederatedIdentity;
        boolean star = element.entries().stream().anyMatch(e -> e.value().equals("*"));
        // In an Allow of a trust policy a star means everyone who signs; in a Deny or a limit it means everyone.
        if (identityProvider && star && (deny || document.kind() == PolicyGrammar.RESOURCE_CONTROL)) {
            return DIRECT;
        }
        return named(element.entries());
    }

    private boolean actionMatches(String pattern) {
        if (pattern.equals("*") || pattern.equals("*:*")) {
            return true;
        }
        String[] allowed = pattern.toLowerCase(Locale.ROOT).split(":", 2);
        String[] requested = q.action().toLowerCase(Locale.ROOT).split(":", 2);
        return allowed.length == 2 && allowed[0].equals(requested[0]) && PlainPattern.like(allowed[1], requested[1]);
    }

    private boolean resourceCovered(PolicyDocument document, Statement statement) {
        NameList resources = statement.resources();
        if (resources.form() == NameList.Form.ABSENT) {
            return true;
        }
        boolean matched = false;
        for (String pattern : resources.values()) {
            List<String> parts = PlainPattern.parts(pattern, document.variables());
            String last = parts.size() == 6 ? parts.get(5) : "";
            if (PlainPattern.fill(last, document.variables(), conditions::variable) == null) {
                if (resources.negated()) {
                    return false;
                }
            } else {
                matched |= resourceMatches(document, pattern, parts);
            }
        }
        return matched != resources.negated();
    }

    private boolean resourceMatches(PolicyDocument document, String pattern, List<String> components) {
        if (pattern.matches("\\*+")) {
            return true;
        }
        List<String> parts = new ArrayList<>(components);
        boolean wildcard = pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
        boolean padded =
                switch (document.kind()) {
                    case RESOURCE_CONTROL -> false;
                    case TRUST, BUCKET, SERVICE_CONTROL -> wildcard;
                    default -> true;
                };
        while (parts.size() < 6) {
            if (!padded) {
                return false;
            }
            parts.add("*");
        }
        boolean named = !q.resource().equals("*");
        if (!named && !q.action().equals("s3:ListAllMyBuckets")) {
            return false;
        }
        // The resource of this action, which names none, is all buckets.
        String[] resource = (named ? q.resource() : "arn:aws:s3:::*").split(":", 6);
        for (int i = 0; i < 5; i++) {
            if (!PlainPattern.like(parts.get(i).toLowerCase(Locale.ROOT), resource[i].toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        List<Integer> last = PlainPattern.fill(parts.get(5), document.variables(), conditions::variable);
        return last != null && PlainPattern.like(last, resource[5]);
    }

    private int named(List<PrincipalEntry> entries) {
        int best = NONE;
        for (PrincipalEntry entry : entries) {
            best = Math.max(best, named(entry));
        }
        return best;
    }

    private int named(PrincipalEntry entry) {
        String value = entry.value();
        return switch (entry.type()) {
            case FEDERATED ->
                principal instanceof Principal.FederatedIdentity identity
                                && identity.provider().equals(value)
                        ? DIRECT
                        : NONE;
            case SERVICE ->
                principal instanceof Principal.ServicePrincipal service
                                && service.name().equals(value)
                        ? DIRECT
                        : NONE;
            case CANONICAL_USER -> value.equals(EngineRun.CANONICAL_USER) ? accountLevel() : NONE;
            case AWS -> namedAws(value);
        };
    }

    private int namedAws(String value) {
        if (value.equals("*")) {
            return principal instanceof Principal.FederatedIdentity ? NONE : DIRECT;
        }
        if (accountNamed(value)) {
            return accountLevel();
        }
        if (!(principal instanceof Principal.InAccount caller)) {
            return NONE;
        }
        boolean itself = value.equals(caller.arn().toString())
                || (caller instanceof Principal.IamUser user && value.equals(user.userId()));
        return itself ? DIRECT : entity().contains(value) ? ROLE : NONE;
    }

    private static boolean accountNamed(String value) {
        return value.equals(PolicyCase.ACCOUNT) || value.equals("arn:aws:iam::" + PolicyCase.ACCOUNT + ":root");
    }

    private int accountLevel() {
        return !(principal instanceof Principal.InAccount)
                ? NONE
                : principal instanceof Principal.AccountRoot ? DIRECT : ACCOUNT;
    }

    /** A boundary exempts no caller; otherwise account, user or role, and session must all be listed. */
    private boolean spared(List<PrincipalEntry> entries) {
        if (q.boundary() != null) {
            return false;
        }
        if (entries.stream().anyMatch(e -> e.value().equals("*"))) {
            return true;
        }
        if (!(principal instanceof Principal.InAccount)) {
            return named(entries) > NONE;
        }
        List<String> values = entries.stream().map(PrincipalEntry::value).toList();
        boolean account = entries.stream()
                .anyMatch(e ->
                        accountNamed(e.value()) || (e.type() == PrincipalEntry.Type.CANONICAL_USER && named(e) > NONE));
        boolean itself = named(entries) == DIRECT;
        List<String> entity = entity();
        return account && itself && (entity.isEmpty() || entity.stream().anyMatch(values::contains));
    }

    /** Returns the names of the role of a session, or of the user that created a federated session. */
    private List<String> entity() {
        return switch (q.who()) {
            case "role" -> List.of(Scenes.SESSION.roleArn().toString(), "AROAAPP");
            case "federated" -> List.of(Scenes.USER.arn().toString(), "AIDABOB");
            default -> List.of();
        };
    }

    /** Returns the condition keys of the request and those of every caller. */
    private @Nullable List<String> values(String key) {
        List<String> contextValues = q.context().get(key);
        if (contextValues != null) {
            return contextValues;
        }
        if (key.equals("aws:resourceaccount")) {
            return resourceAccount();
        }
        String value = key.startsWith("aws:principaltag/") ? tag(key.substring(17)) : ownValue(key);
        return value == null ? null : List.of(value);
    }

    private @Nullable List<String> resourceAccount() {
        if (q.owner() != null) {
            return List.of(q.owner());
        }
        String[] arn = q.resource().split(":", 6);
        if (arn.length == 6 && arn[4].matches("[0-9]{12}")) {
            return List.of(arn[4]);
        }
        return principal instanceof Principal.InAccount ? List.of(PolicyCase.ACCOUNT) : null;
    }

    private @Nullable String tag(String key) {
        String value = q.temporary() && !q.who().equals("user-session") ? find(PolicyCase.SESSION_TAGS, key) : null;
        return value != null ? value : find(PolicyCase.ENTITY_TAGS, key);
    }

    private static @Nullable String find(Map<String, String> tags, String key) {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (tag.getKey().equalsIgnoreCase(key)) {
                return tag.getValue();
            }
        }
        return null;
    }

    private @Nullable String ownValue(String key) {
        String[] row = CALLER_KEYS.get(key);
        String value = row == null ? null : row[PolicyCase.CALLERS.indexOf(q.who())];
        return value == null || value.isEmpty() ? null : value;
    }

    /** The table of variables of the specification, one column for each caller type. */
    private static final Map<String, String[]> CALLER_KEYS = Map.ofEntries(
            row("aws:username", "bob", "bob", "", "", "", "", "", "", "", ""),
            row(
                    "aws:userid",
                    "AIDABOB",
                    "AIDABOB",
                    "AROAAPP:s1",
                    "111111111111:fed",
                    "111111111111:fed",
                    "111111111111",
                    "",
                    "",
                    "",
                    "anonymous"),
            row(
                    "aws:principaltype",
                    "User",
                    "User",
                    "AssumedRole",
                    "FederatedUser",
                    "FederatedUser",
                    "Account",
                    "",
                    "",
                    "",
                    "Anonymous"),
            row(
                    "aws:principalarn",
                    "arn:aws:iam::111111111111:user/dev/bob",
                    "arn:aws:iam::111111111111:user/dev/bob",
                    "arn:aws:iam::111111111111:role/svc/app",
                    "arn:aws:sts::111111111111:federated-user/fed",
                    "arn:aws:sts::111111111111:federated-user/fed",
                    "arn:aws:iam::111111111111:root",
                    "",
                    "",
                    "",
                    ""),
            row(
                    "aws:principalaccount",
                    "111111111111",
                    "111111111111",
                    "111111111111",
                    "111111111111",
                    "111111111111",
                    "111111111111",
                    "",
                    "",
                    "",
                    "anonymous"),
            row(
                    "aws:tokenissuetime",
                    "",
                    "2026-01-02T03:02:25Z",
                    "2026-01-02T03:02:25Z",
                    "2026-01-02T03:02:25Z",
                    "2026-01-02T03:02:25Z",
                    "",
                    "",
                    "",
                    "",
                    ""),
            row("aws:multifactorauthpresent", "", "true", "false", "true", "true", "", "", "", "", ""),
            row("aws:multifactorauthage", "", "50", "", "50", "50", "", "", "", "", ""),
            row("aws:sourceidentity", "", "", "alice", "", "", "", "", "", "", ""),
            row("aws:federatedprovider", "", "", "accounts.google.com", "", "", "", "", "", "", ""),
            row("aws:principalisawsservice", "false", "false", "false", "false", "false", "false", "true", "", "", ""),
            row("aws:principalservicename", "", "", "", "", "", "", "logging.s3.amazonaws.com", "", "", ""),
            row("aws:principalservicenameslist", "", "", "", "", "", "", "logging.s3.amazonaws.com", "", "", ""),
            row("aws:viaawsservice", all("false")),
            row("aws:currenttime", all("2026-01-02T03:04:05Z")),
            row("aws:epochtime", all("1767323045")));

    private static Map.Entry<String, String[]> row(String key, String... values) {
        return Map.entry(key, values);
    }

    private static String[] all(String value) {
        String[] row = new String[PolicyCase.CALLERS.size()];
        java.util.Arrays.fill(row, value);
        return row;
    }
}
