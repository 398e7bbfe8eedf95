// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.authz.DenialMessage;
import io.drawbridge.core.authz.Explanation;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.MatchedStatement;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.authz.PolicyType;
import io.drawbridge.core.authz.ResourceControl;
import io.drawbridge.core.authz.ResourcePolicyUse;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyLint;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionKeys;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.organization.ControlPolicy;
import io.drawbridge.organization.ControlPolicyType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates policies in files with the server's own engine. */
final class FileSimulation {
    private static final String DEFAULT_PRINCIPAL = "arn:aws:iam::111122223333:user/simulated";
    private static final String SIMULATED_ID = "SIMULATED00000000";

    private final PolicySimulateCommand.Question question;
    private final Principal.InAccount principal;
    private final Authorizer authorizer;
    private final AuthorizationContext context;
    private final List<PolicySet> resourceControlLevels;
    private final @Nullable CompiledPolicy resourcePolicy;
    private final @Nullable CompiledPolicy trustPolicy;
    private final Map<PolicyType, Boolean> taking = new EnumMap<>(PolicyType.class);

    private FileSimulation(PolicySimulateCommand.Question question, Clock clock) throws IOException {
        this.question = question;
        this.principal = principal(question.principal().isEmpty() ? DEFAULT_PRINCIPAL : question.principal());
        this.authorizer = new Authorizer(clock);
        PolicySet identity = set("--identity", PolicyGrammar.INLINE_USER, PolicySourceType.USER);
        PolicySet boundary = set("--boundary", PolicyGrammar.MANAGED, PolicySourceType.CUSTOMER_MANAGED);
        PolicySet session = set("--session", PolicyGrammar.SESSION, PolicySourceType.SESSION);
        List<PolicySet> serviceControlLevels = serviceControlLevels();
        this.resourceControlLevels = resourceControlLevels();
        this.resourcePolicy = one("--resource-policy", PolicyGrammar.BUCKET, PolicySourceType.RESOURCE);
        this.trustPolicy = one("--trust-policy", PolicyGrammar.TRUST, PolicySourceType.TRUST);
        boolean bounded = !boundary.policies().isEmpty();
        boolean limited = !session.policies().isEmpty();
        this.context = AuthorizationContext.of(
                new Caller(principal, null, null, AuthenticationType.SIGV4_HEADER),
                new IdentityPolicies(identity, bounded ? boundary : null, Map.of(), serviceControlLevels),
                limited ? session : null,
                requestValues(question.context()),
                clock.instant());
        take(PolicyType.SERVICE_CONTROL, !serviceControlLevels.isEmpty());
        take(PolicyType.RESOURCE_CONTROL, !resourceControlLevels.isEmpty());
        take(PolicyType.RESOURCE, resourcePolicy != null);
        take(PolicyType.TRUST, trustPolicy != null);
        take(PolicyType.IDENTITY, !(principal instanceof Principal.AccountRoot));
        take(PolicyType.BOUNDARY, bounded);
        take(PolicyType.SESSION, limited);
    }

    /**
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException when the options are not valid, or a policy would be rejected
     */
    static List<SimulatedDecision> run(PolicySimulateCommand.Question question) throws IOException {
        FileSimulation simulation = new FileSimulation(question, Clock.systemUTC());
        List<SimulatedDecision> decisions = new ArrayList<>();
        for (String action : question.actions()) {
            for (String resource : question.resources()) {
                decisions.add(simulation.decide(action, resource));
            }
        }
        return decisions;
    }

    private void take(PolicyType role, boolean takes) {
        taking.put(role, takes);
    }

    private static Principal.InAccount principal(String text) {
        Arn arn = Arn.parse(text)
                .filter(parsed -> AccountId.isValid(parsed.account()))
                .orElseThrow(() -> new IllegalArgumentException("--principal: " + text
                        + " (expected: the ARN of a user, of a role session such as"
                        + " arn:aws:sts::111122223333:assumed-role/Test/me, or of root)"));
        AccountId account = new AccountId(arn.account());
        String resource = arn.resource();
        String last = resource.substring(resource.lastIndexOf('/') + 1);
        if (resource.equals("root")) {
            return new Principal.AccountRoot(account);
        }
        if (arn.service().equals("iam") && resource.startsWith("user/") && !last.isEmpty()) {
            return new Principal.IamUser(account, arn, "AIDA" + SIMULATED_ID, last);
        }
        String[] parts = resource.split("/", -1);
        if (arn.service().equals("sts") && parts.length == 3 && parts[0].equals("assumed-role")) {
            return new Principal.RoleSession(
                    account, Arn.iam(account, "role/" + parts[1]), "AROA" + SIMULATED_ID, parts[1], parts[2]);
        }
        throw new IllegalArgumentException("--principal: " + text + " (expected: a user, a role session or root)");
    }

    private static ConditionValues requestValues(Map<String, List<String>> contextEntries) {
        Map<String, List<String>> values = new TreeMap<>();
        contextEntries.forEach((key, list) -> values.put(ConditionKeys.folded(key), list));
        return ConditionValues.of(values);
    }

    private PolicySet set(String option, PolicyGrammar kind, PolicySourceType type) throws IOException {
        List<CompiledPolicy> policies = new ArrayList<>();
        for (Path file : question.files(option)) {
            policies.add(compiled(file, kind, type));
        }
        return PolicySet.of(policies);
    }

    private List<PolicySet> serviceControlLevels() throws IOException {
        List<PolicySet> levels = new ArrayList<>();
        for (Path file : question.files("--scp")) {
            levels.add(PolicySet.of(compiled(file, PolicyGrammar.SERVICE_CONTROL, PolicySourceType.SERVICE_CONTROL)));
        }
        return levels;
    }

    /** AWS: RCPFullAWSAccess is attached to every level and cannot be detached; policies of users can only deny. */
    private List<PolicySet> resourceControlLevels() throws IOException {
        CompiledPolicy fullAccess = ControlPolicy.fullAccess(ControlPolicyType.RESOURCE_CONTROL);
        List<PolicySet> levels = new ArrayList<>();
        for (Path file : question.files("--rcp")) {
            CompiledPolicy written = compiled(file, PolicyGrammar.RESOURCE_CONTROL, PolicySourceType.RESOURCE_CONTROL);
            levels.add(PolicySet.of(fullAccess, written));
        }
        return levels;
    }

    private @Nullable CompiledPolicy one(String option, PolicyGrammar kind, PolicySourceType type) throws IOException {
        List<Path> files = question.files(option);
        return files.isEmpty() ? null : compiled(files.get(0), kind, type);
    }

    private static CompiledPolicy compiled(Path file, PolicyGrammar kind, PolicySourceType type) throws IOException {
        String text = PolicyCheckCommand.read(file);
        Optional<PolicyLint.Finding> finding = PolicyLint.check(text, kind);
        if (finding.isPresent()) {
            throw new IllegalArgumentException(PolicyCheckCommand.shown(file, finding.get()));
        }
        return CompiledPolicy.compile(
                PolicyParser.parse(text, kind), new PolicyOrigin(type, file.toString(), null, null));
    }

    private SimulatedDecision decide(String action, String resource) {
        AccessCheck requestedCheck = check(action, resource);
        boolean controlled = ResourceControl.applies(context, requestedCheck);
        AccessCheck check = controlled ? requestedCheck.withResourceControl(resourceControlLevels) : requestedCheck;
        Explanation explanation = authorizer.explain(context, check);
        Decision decision = explanation.decision();
        return new SimulatedDecision(
                action,
                resource,
                decision instanceof Decision.Denied denied
                        ? denied.denial() == Decision.Denial.EXPLICIT ? "explicitDeny" : "implicitDeny"
                        : SimulatedDecision.ALLOWED,
                decision instanceof Decision.Denied denied
                        ? List.of(DenialMessage.text(context.caller(), check, denied))
                        : List.of(),
                parts(explanation, controlled),
                explanation.matched().stream().map(FileSimulation::shown).toList(),
                explanation.missingKeys().stream().sorted().toList());
    }

    private AccessCheck check(String action, String resource) {
        if (action.indexOf(':') < 1) {
            throw new IllegalArgumentException("--action: " + action + " (expected: service:Name)");
        }
        Arn arn = resource.equals("*")
                ? AccessCheck.unnamedResource(action)
                : Arn.parse(resource)
                        .orElseThrow(() ->
                                new IllegalArgumentException("--resource: " + resource + " (expected: an ARN, or *)"));
        CompiledPolicy policy = trustPolicy != null ? trustPolicy : resourcePolicy;
        ResourcePolicyUse use = trustPolicy != null
                ? ResourcePolicyUse.REQUIRED
                : policy == null ? ResourcePolicyUse.NONE : ResourcePolicyUse.SUFFICIENT;
        return new AccessCheck(action, arn, owner(arn), use, policy, ConditionValues.EMPTY);
    }

    private AccountId owner(Arn resource) {
        if (!question.owner().isEmpty()) {
            if (!AccountId.isValid(question.owner())) {
                throw new IllegalArgumentException("--owner: " + question.owner() + " (expected: 12 digits)");
            }
            return new AccountId(question.owner());
        }
        return AccountId.isValid(resource.account()) ? new AccountId(resource.account()) : principal.account();
    }

    private List<String> parts(Explanation explanation, boolean controlled) {
        List<String> parts = new ArrayList<>();
        taking.forEach((role, takes) -> {
            if (takes && (controlled || role != PolicyType.RESOURCE_CONTROL)) {
                boolean denies = explanation.decision() instanceof Decision.Denied denied
                        && denied.denial() == Decision.Denial.EXPLICIT
                        && denied.by() == role;
                String says = denies ? "denies" : explanation.allowing().contains(role) ? "allows" : "does not allow";
                parts.add(role.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + says);
            }
        });
        return parts;
    }

    private static String shown(MatchedStatement statement) {
        return (statement.effect() == Effect.DENY ? "Deny   " : "Allow  ")
                + statement.policy().name() + ":"
                + statement.span().startLine() + ":" + statement.span().startColumn() + "  statement "
                + (statement.index() + 1) + (statement.sid() == null ? "" : " \"" + statement.sid() + "\"");
    }
}
