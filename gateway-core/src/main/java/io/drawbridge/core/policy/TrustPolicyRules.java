// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import static io.drawbridge.core.policy.Dialect.malformed;

import io.drawbridge.core.policy.condition.OperatorName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The validation of role trust policies after the grammar.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html">Shared identity
 *     providers</a>
 */
final class TrustPolicyRules {
    private static final String COGNITO = "cognito-identity.amazonaws.com";

    /** Providers that many tenants share, with the claim that distinguishes the tenants. */
    private static final Map<String, String> TENANT_CLAIMS = Map.ofEntries(
            Map.entry("token.actions.githubusercontent.com", "sub"),
            Map.entry("vstoken.actions.githubusercontent.com", "sub"),
            Map.entry("oidc-configuration.audit-log.githubusercontent.com", "sub"),
            Map.entry("gitlab.com", "sub"),
            Map.entry("agent.buildkite.com", "sub"),
            Map.entry("app.terraform.io", "sub"),
            Map.entry("oidc.codefresh.io", "sub"),
            Map.entry("studio.datachain.ai/api", "sub"),
            Map.entry("scalr.io", "sub"),
            Map.entry("tokens.cloud.shisho.dev", "sub"),
            Map.entry("proidc.upbound.io", "sub"),
            Map.entry("api.pulumi.com/oidc", "aud"),
            Map.entry("sandboxes.cloud", "aud"),
            Map.entry("oidc.vercel.com", "aud"));

    private TrustPolicyRules() {}

    static void check(PolicyDocument document) {
        Set<String> sids = new HashSet<>();
        for (Statement statement : document.statements()) {
            String sid = statement.sid();
            if (sid != null && !sid.isEmpty() && !sids.add(sid)) {
                throw malformed("The Statement Ids in the policy are not unique");
            }
        }
        document.statements().forEach(TrustPolicyRules::check);
    }

    private static void check(Statement statement) {
        PrincipalElement principal = statement.principal();
        if (principal == null) {
            throw malformed("Missing required field Principal");
        }
        if (principal.negated()) {
            throw malformed(
                    statement.effect() == Effect.ALLOW
                            ? "Allow with NotPrincipal is not allowed."
                            : "AssumeRole policy must not contain NotPrincipal field.");
        }
        if (principal.form() == PrincipalElement.Form.BARE) {
            throw malformed("Principal must be a JSON object.");
        }
        for (PrincipalEntry entry : principal.entries()) {
            checkEntry(entry);
        }
        checkActions(statement.actions());
        if (statement.resources().form() != NameList.Form.ABSENT) {
            throw malformed("Has prohibited field Resource");
        }
        if (statement.effect() == Effect.ALLOW) {
            for (PrincipalEntry entry : principal.entries()) {
                checkTenant(statement, entry);
            }
        }
    }

    private static void checkEntry(PrincipalEntry entry) {
        boolean valid = PrincipalSyntax.valid(entry) || PrincipalSyntax.uniqueId(entry);
        if (entry.type() == PrincipalEntry.Type.CANONICAL_USER || !valid) {
            throw malformed("Invalid principal in policy: \""
                    + entry.type().member().toUpperCase(Locale.ROOT) + "\":\"" + entry.value() + '"');
        }
    }

    private static void checkActions(NameList actions) {
        if (actions.values().isEmpty()) {
            throw malformed("Missing required field Action");
        }
        for (String action : actions.values()) {
            if (!action.regionMatches(true, 0, "sts:", 0, 4)) {
                throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
            }
        }
    }

    private static void checkTenant(Statement statement, PrincipalEntry entry) {
        if (entry.type() != PrincipalEntry.Type.FEDERATED) {
            return;
        }
        if (entry.value().equals(COGNITO)) {
            boolean audience = statement.conditions().stream()
                    .anyMatch(condition -> condition.key().equalsIgnoreCase(COGNITO + ":aud"));
            if (!audience) {
                throw malformed("A condition block must be present for the Cognito provider");
            }
            return;
        }
        int type = entry.value().indexOf(":oidc-provider/");
        String host = type < 0 ? "" : entry.value().substring(type + ":oidc-provider/".length());
        String claim = TENANT_CLAIMS.get(host);
        if (claim != null
                && statement.conditions().stream().noneMatch(condition -> namesTenant(condition, host + ':' + claim))) {
            throw malformed("A condition on " + host + ':' + claim + " must be present for the " + host + " provider");
        }
    }

    private static boolean namesTenant(ConditionEntry condition, String key) {
        Optional<OperatorName> name = OperatorName.parse(condition.operator());
        return condition.key().equalsIgnoreCase(key)
                && name.isPresent()
                && name.get().operator().documentName().startsWith("String")
                && !name.get().operator().negated()
                && name.get().absent() == OperatorName.AbsentKey.BY_OPERATOR
                && name.get().set() != OperatorName.SetQualifier.FOR_ALL_VALUES
                && !condition.values().isEmpty()
                && condition.values().stream().noneMatch(TrustPolicyRules::onlyWildcards);
    }

    private static boolean onlyWildcards(String value) {
        return value.chars().allMatch(c -> c == '*' || c == '?');
    }
}
