// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Principals and policies that the tests of decisions share. Documents are written with single quotes. */
final class Scenes {
    static final AccountId A = new AccountId("111111111111");
    static final AccountId B = new AccountId("999999999999");
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final Principal.AccountRoot ROOT = new Principal.AccountRoot(A);
    static final Principal.IamUser USER = new Principal.IamUser(A, Arn.iam(A, "user/dev/bob"), "AIDABOB", "bob");
    static final Principal.RoleSession SESSION =
            new Principal.RoleSession(A, Arn.iam(A, "role/svc/app"), "AROAAPP", "app", "s1");
    static final Principal.FederatedSession FEDERATED = new Principal.FederatedSession(USER, "fed");
    static final Principal.FederatedSession FEDERATED_ROOT = new Principal.FederatedSession(ROOT, "fed");

    private Scenes() {}

    static Caller caller(Principal principal) {
        boolean longTerm = principal instanceof Principal.IamUser || principal instanceof Principal.AccountRoot;
        boolean nobody = principal instanceof Principal.Anonymous;
        return new Caller(
                principal,
                longTerm || !(principal instanceof Principal.InAccount) ? null : facts(Map.of(), null),
                nobody ? null : "AKIAEXAMPLE",
                nobody ? AuthenticationType.ANONYMOUS : AuthenticationType.SIGV4_HEADER);
    }

    static SessionFacts facts(Map<String, String> tags, @Nullable Instant mfaAt) {
        return new SessionFacts(
                NOW.minusSeconds(100), NOW.plusSeconds(1000), null, List.of(), tags, Set.of(), mfaAt, null, null);
    }

    /** Returns a managed policy with these statements. */
    static CompiledPolicy managed(String... statements) {
        return compile(
                PolicyGrammar.MANAGED,
                new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", "arn:aws:iam::111111111111:policy/P", null),
                statements);
    }

    static CompiledPolicy inline(String... statements) {
        return compile(
                PolicyGrammar.INLINE_USER, new PolicyOrigin(PolicySourceType.USER, "I", null, "user bob"), statements);
    }

    static CompiledPolicy bucket(String... statements) {
        return compile(PolicyGrammar.BUCKET, new PolicyOrigin(PolicySourceType.RESOURCE, "b", null, null), statements);
    }

    static CompiledPolicy trust(String... statements) {
        return compile(PolicyGrammar.TRUST, new PolicyOrigin(PolicySourceType.TRUST, "target", null, null), statements);
    }

    static PolicySet serviceControl(String... statements) {
        return PolicySet.of(compile(
                PolicyGrammar.SERVICE_CONTROL,
                new PolicyOrigin(
                        PolicySourceType.SERVICE_CONTROL,
                        "scp",
                        "arn:aws:organizations::222222222222:policy/o-1/service_control_policy/p-1",
                        null),
                statements));
    }

    static PolicySet resourceControl(String... statements) {
        return PolicySet.of(compile(
                PolicyGrammar.RESOURCE_CONTROL,
                new PolicyOrigin(PolicySourceType.RESOURCE_CONTROL, "rcp", null, null),
                statements));
    }

    static PolicySet set(String... statements) {
        return PolicySet.of(managed(statements));
    }

    static String allow(String members) {
        return "{'Effect':'Allow'," + members + "}";
    }

    static String deny(String members) {
        return "{'Effect':'Deny'," + members + "}";
    }

    static IdentityPolicies identity(PolicySet identity, @Nullable PolicySet boundary) {
        return new IdentityPolicies(identity, boundary, Map.of(), List.of());
    }

    private static CompiledPolicy compile(PolicyGrammar kind, PolicyOrigin origin, String... statements) {
        String text = "{'Version':'2012-10-17','Statement':["
                + Arrays.stream(statements).collect(Collectors.joining(",")) + "]}";
        return CompiledPolicy.compile(PolicyParser.readStored(text.replace('\'', '"'), kind), origin);
    }
}
