// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import static io.drawbridge.core.policy.Dialect.malformed;

import io.drawbridge.core.policy.condition.OperatorName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The validation of policies of users, groups, roles, sessions and organizations after the grammar. Each stage checks
 * all statements before the next stage begins; the first stage that fails determines the error.
 */
final class IdentityPolicyRules {
    private static final Set<String> PARTITIONS =
            Set.of("*", "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc");

    private static final List<String> S3_REGIONAL_PATHS =
            List.of("accesspoint/", "job/", "storage-lens/", "storage-lens-group/", "access-grants/", "async-request/");
    private static final List<String> IAM_PATHS = List.of(
            "user/",
            "federated-user/",
            "role/",
            "group/",
            "instance-profile/",
            "mfa/",
            "server-certificate/",
            "policy/",
            "sms-mfa/",
            "saml-provider/",
            "oidc-provider/",
            "report/",
            "access-report/");

    private final PolicyDocument document;

    IdentityPolicyRules(PolicyDocument document) {
        this.document = document;
    }

    void check(boolean exactEffects) {
        if (document.kind().newestVersionOnly() && !document.variables()) {
            throw malformed("Policy document must be version 2012-10-17 or greater.");
        }
        if (!exactEffects || !passesLegacyParsing()) {
            throw malformed("The policy failed legacy parsing");
        }
        checkSids();
        for (Statement statement : document.statements()) {
            if (statement.actions().values().isEmpty()) {
                throw malformed("Policy statement must contain actions.");
            }
        }
        for (Statement statement : document.statements()) {
            statement.resources().values().forEach(this::checkResource);
        }
        for (Statement statement : document.statements()) {
            if (statement.resources().values().isEmpty()) {
                throw malformed("Policy statement must contain resources.");
            }
        }
        for (Statement statement : document.statements()) {
            statement.actions().values().forEach(IdentityPolicyRules::checkAction);
        }
        for (Statement statement : document.statements()) {
            checkPrincipal(statement);
        }
    }

    private boolean passesLegacyParsing() {
        for (Statement statement : document.statements()) {
            for (String resource : statement.resources().values()) {
                if (resource.contains("::")
                        && resource.chars().filter(c -> c == ':').count() < 5) {
                    return false;
                }
            }
            for (ConditionEntry condition : statement.conditions()) {
                if (!datesReadable(condition)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean datesReadable(ConditionEntry condition) {
        return OperatorName.parse(condition.operator())
                .map(name -> !name.operator().documentName().startsWith("Date")
                        || condition.values().stream().allMatch(name.operator()::accepts))
                .orElse(false);
    }

    private void checkSids() {
        Set<String> sids = new HashSet<>();
        for (Statement statement : document.statements()) {
            String sid = statement.sid();
            if (sid == null || sid.isEmpty()) {
                continue;
            }
            if (!sid.chars().allMatch(IdentityPolicyRules::alphanumeric)) {
                throw malformed("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                        + " expression [0-9A-Za-z]*");
            }
            if (!sids.add(sid)) {
                throw malformed("Statement IDs (SID) in a single policy must be unique.");
            }
        }
    }

    private void checkResource(String resource) {
        if (resource.equals("*")) {
            return;
        }
        String[] components = resource.split(":", 6);
        if (!components[0].equals("arn") || components.length < 2) {
            throw malformed("Resource " + resource + " must be in ARN format or \"*\".");
        }
        if (!PARTITIONS.contains(components[1])) {
            throw malformed(
                    "Partition \"" + components[1] + "\" is not valid for resource \"" + padded(components) + "\".");
        }
        if (components.length < 3
                || components[2].isEmpty()
                || components[2].indexOf('*') >= 0
                || components[2].indexOf('?') >= 0) {
            throw malformed("Resource vendor must be fully qualified and cannot contain regexes.");
        }
        checkRegion(resource, components);
        checkOrganizationArn(components, resource);
        if (components[2].equals("iam") && components.length == 6 && !iamPath(components[5])) {
            throw malformed("IAM resource path must either be \"*\" or start with user/, federated-user/, role/,"
                    + " group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/,"
                    + " oidc-provider/, report/, access-report/.");
        }
    }

    private static void checkRegion(String resource, String[] components) {
        boolean region = components.length > 3 && !components[3].isEmpty() && !components[3].equals("*");
        if (region && components[2].equals("iam")) {
            throw malformed("IAM resource " + resource + " cannot contain region information.");
        }
        if (region && components[2].equals("s3") && !regional(components)) {
            throw malformed("Resource " + resource + " can not contain region information.");
        }
    }

    /** AWS: access points, jobs and the like have a region and an account; buckets and objects have neither. */
    private static boolean regional(String[] components) {
        return components.length == 6
                && !components[4].isEmpty()
                && S3_REGIONAL_PATHS.stream().anyMatch(components[5]::startsWith);
    }

    /** Organizations accepts no short ARNs in resource control policies, and elsewhere only those with a final star. */
    private void checkOrganizationArn(String[] components, String resource) {
        boolean tooShort = components.length < 6
                && (document.kind() == PolicyGrammar.RESOURCE_CONTROL
                        || (document.kind() == PolicyGrammar.SERVICE_CONTROL && !resource.endsWith("*")));
        if (tooShort) {
            throw malformed("Resource " + resource + " must be in ARN format or \"*\".");
        }
    }

    private static boolean iamPath(String path) {
        return path.equals("*") || path.equals("root") || IAM_PATHS.stream().anyMatch(path::startsWith);
    }

    private static String padded(String[] components) {
        StringBuilder out = new StringBuilder("arn:").append(components[1]);
        for (int i = 2; i < 6; i++) {
            out.append(':').append(i < components.length ? components[i] : "*");
        }
        return out.toString();
    }

    private static void checkAction(String action) {
        if (action.equals("*") || action.equals("*:*")) {
            return;
        }
        int colon = action.indexOf(':');
        if (colon < 0) {
            throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        if (action.indexOf(':', colon + 1) >= 0) {
            throw malformed("Actions/Condition can contain only one colon.");
        }
        String vendor = action.substring(0, colon);
        if (vendor.isEmpty() || !vendor.chars().allMatch(c -> alphanumeric(c) || c == '-' || c == '.')) {
            throw malformed("Vendor " + vendor + " is not valid");
        }
    }

    private void checkPrincipal(Statement statement) {
        PrincipalElement principal = statement.principal();
        if (document.kind().family() != PolicyGrammar.Family.ORGANIZATION) {
            if (principal != null) {
                throw malformed("Policy document should not specify a principal.");
            }
            return;
        }
        boolean valid = document.kind() == PolicyGrammar.RESOURCE_CONTROL
                ? everybody(principal) && statement.effect() == Effect.DENY && namesServices(statement.actions())
                : principal == null;
        if (!valid) {
            throw malformed(
                    "The provided policy document does not meet the requirements of the specified policy" + " type.");
        }
    }

    /**
     * AWS: a resource control policy names the services that it limits. It has no NotAction and no star for all
     * services. Actions of IAM and Organizations, which do not support such policies, are refused as well: they would
     * look like a limit without being one.
     *
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html">
     *     RCP syntax</a>
     */
    private static boolean namesServices(NameList actions) {
        return !actions.negated() && actions.values().stream().noneMatch(IdentityPolicyRules::beyondResourceControl);
    }

    private static boolean beyondResourceControl(String action) {
        String vendor = action.substring(0, Math.max(0, action.indexOf(':')));
        return vendor.isEmpty()
                || vendor.equals("*")
                || vendor.equalsIgnoreCase("iam")
                || vendor.equalsIgnoreCase("organizations");
    }

    private static boolean everybody(@Nullable PrincipalElement principal) {
        return principal != null
                && principal.form() == PrincipalElement.Form.BARE
                && principal.entries().get(0).everybody();
    }

    private static boolean alphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
