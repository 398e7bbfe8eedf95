// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.organization.ControlPolicy;
import io.drawbridge.organization.ControlPolicyType;
import io.drawbridge.organization.Organization;
import io.drawbridge.organization.OrganizationTarget;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the organization of a bootstrap file, with the rules of AWS Organizations. */
final class OrganizationFields {
    private static final int ACCOUNTS_MAX = 10_000;
    private static final int UNITS_MAX = 2_000;
    private static final int ID_LENGTH = 8;
    private static final Predicate<String> ORGANIZATION_ID = matching("o-[a-z0-9]{10,32}");
    private static final Predicate<String> ROOT_ID = matching("r-[0-9a-z]{4,32}");
    private static final Predicate<String> UNIT_ID = matching("ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}");
    private static final Predicate<String> UNIT_NAME = matching("[ -~]{1,128}");
    private static final Predicate<String> POLICY_NAME = matching("[ -~]{1,128}");

    private final String organizationId;
    private final List<OrganizationTarget> targets = new ArrayList<>();
    private final Map<String, ControlPolicy> policies = new LinkedHashMap<>();
    private final Map<AccountId, String> accountPaths = new HashMap<>();
    private final Set<String> unitIds = new HashSet<>();

    private OrganizationFields(String organizationId) {
        this.organizationId = organizationId;
    }

    /** Returns the change that the file requests: none when the member is absent, removal when it is null. */
    static Bootstrap.OrganizationChange read(Fields file, String name) throws BootstrapException {
        boolean spoken = file.has(name);
        Fields fields = file.object(name);
        if (fields == null) {
            return spoken ? new Bootstrap.OrganizationChange.Remove() : new Bootstrap.OrganizationChange.Keep();
        }
        String id = fields.text("id", ORGANIZATION_ID, "o- and 10 to 32 lower-case letters and digits");
        return new OrganizationFields(id).organization(fields);
    }

    private Bootstrap.OrganizationChange organization(Fields fields) throws BootstrapException {
        AccountId management = new AccountId(fields.text("managementAccount", AccountId::isValid, "12 digits"));
        Fields root = fields.object("root");
        if (root == null) {
            throw new BootstrapException(fields.at("root") + ": missing (expected: an object)");
        }
        fields.noOthers();
        String given = root.optional("id", ROOT_ID, "r- and 4 to 32 lower-case letters and digits");
        String rootId = given == null ? "r-" + derived("root").substring(0, 4) : given;
        targets.add(target(root, rootId, null, "Root"));
        children(root, rootId, "", 0, rootId);
        if (accountPaths.putIfAbsent(management, fields.at("managementAccount")) == null) {
            targets.add(new OrganizationTarget(
                    management.digits(),
                    rootId,
                    management.digits(),
                    OrganizationTarget.Attachment.ATTACHED,
                    List.of()));
        }
        return new Bootstrap.OrganizationChange.Replace(
                new Organization(organizationId, management, targets, List.copyOf(policies.values())), accountPaths);
    }

    /** Reads the children of the root or a unit, and rejects unknown fields. */
    private void children(Fields fields, String id, String way, int depth, String rootId) throws BootstrapException {
        accounts(fields, id);
        Set<String> names = new HashSet<>();
        List<Fields> units = fields.objects("organizationalUnits", 0, UNITS_MAX);
        if (!units.isEmpty() && depth == Organization.UNIT_DEPTH_MAX) {
            throw new BootstrapException(fields.at("organizationalUnits") + ": too deep (expected: at most "
                    + Organization.UNIT_DEPTH_MAX + " units below one another)");
        }
        fields.noOthers();
        for (Fields unit : units) {
            String name = unit.text("name", UNIT_NAME, "1 to 128 printable ASCII characters");
            once(names, name, unit.at("name"));
            String unitWay = way + "/" + name;
            String given = unit.optional("id", UNIT_ID, "ou-, the root's id without r-, -, and 8 to 32 characters");
            String prefix = "ou-" + rootId.substring(2) + "-";
            String unitId = given == null ? prefix + derived("unit\n" + unitWay) : given;
            if (!unitId.startsWith(prefix)) {
                throw new BootstrapException(unit.at("id") + ": \"" + unitId + "\" (expected: " + prefix + "…)");
            }
            once(unitIds, unitId, unit.at("id"));
            targets.add(target(unit, unitId, id, name));
            children(unit, unitId, unitWay, depth + 1, rootId);
        }
    }

    private void accounts(Fields fields, String parent) throws BootstrapException {
        for (Fields account : fields.objects("accounts", 0, ACCOUNTS_MAX)) {
            String digits = account.text("id", AccountId::isValid, "12 digits");
            if (accountPaths.putIfAbsent(new AccountId(digits), account.at("id")) != null) {
                throw new BootstrapException(account.at("id") + ": \"" + digits + "\" stands in the file twice");
            }
            targets.add(target(account, digits, parent, digits));
            account.noOthers();
        }
    }

    private OrganizationTarget target(Fields fields, String id, @Nullable String parent, String name)
            throws BootstrapException {
        List<String> ids = new ArrayList<>();
        OrganizationTarget.Attachment fullAccess = OrganizationTarget.Attachment.ATTACHED;
        if (fields.has("serviceControlPolicies")) {
            fullAccess = OrganizationTarget.Attachment.DETACHED;
            int most = Organization.POLICIES_PER_TARGET_MAX;
            for (Fields policy : fields.objects("serviceControlPolicies", 1, most)) {
                String policyId = policy(policy, ControlPolicyType.SERVICE_CONTROL, ids);
                if (policyId == null) {
                    fullAccess = OrganizationTarget.Attachment.ATTACHED;
                }
            }
        }
        // AWS: RCPFullAWSAccess cannot be detached and counts among the five.
        int most = Organization.POLICIES_PER_TARGET_MAX - 1;
        for (Fields policy : fields.objects("resourceControlPolicies", 0, most)) {
            policy(policy, ControlPolicyType.RESOURCE_CONTROL, ids);
        }
        return new OrganizationTarget(id, parent, name, fullAccess, ids);
    }

    /** Adds an attached policy; returns its id, or null for AWS's own. */
    private @Nullable String policy(Fields fields, ControlPolicyType type, List<String> ids) throws BootstrapException {
        String name = fields.text("name", POLICY_NAME, "1 to 128 printable ASCII characters");
        JsonNode document = fields.node("document");
        fields.noOthers();
        boolean own = name.equals(type.fullAccessName());
        if (own && document != null) {
            throw new BootstrapException(fields.at("document") + ": AWS's own policy has no document of yours");
        }
        if (own) {
            return null;
        }
        if (document == null || !document.isObject()) {
            throw new BootstrapException(fields.at("document") + ": missing (expected: a policy as a JSON object)");
        }
        String text = document.toString();
        try {
            ControlPolicy.check(type, text);
        } catch (AwsException e) {
            throw new BootstrapException(fields.at("document") + ": " + e.text());
        }
        String id = "p-" + derived("policy\n" + type + "\n" + name);
        ControlPolicy fresh = new ControlPolicy(id, type, name, text);
        ControlPolicy known = policies.putIfAbsent(id, fresh);
        if (known != null && !known.equals(fresh)) {
            throw new BootstrapException(
                    fields.at("name") + ": \"" + name + "\" stands in the file with another document");
        }
        if (ids.contains(id)) {
            throw new BootstrapException(fields.at("name") + ": \"" + name + "\" is attached twice");
        }
        ids.add(id);
        return id;
    }

    private static void once(Set<String> seen, String value, String path) throws BootstrapException {
        if (!seen.add(value)) {
            throw new BootstrapException(path + ": \"" + value + "\" stands there twice");
        }
    }

    /** Returns eight characters that are derived from the name, so that the same file gives the same ids. */
    private String derived(String what) {
        byte[] hash = Sha256.of((organizationId + "\n" + what).getBytes(StandardCharsets.UTF_8));
        String text = new BigInteger(1, hash).toString(36);
        return text.substring(text.length() - ID_LENGTH);
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
