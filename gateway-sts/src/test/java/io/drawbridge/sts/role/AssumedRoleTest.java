// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.action.CallerResolver;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.AssumableRole;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.authz.SecondFactors;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import io.drawbridge.sts.model.AssumeRoleRequest;
import io.drawbridge.sts.model.AssumeRoleResponse;
import io.drawbridge.sts.session.MfaUse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The role whose trust policy was checked is the role that is assumed. */
final class AssumedRoleTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Arn ROLE = Arn.iam(ACCOUNT, "role/x");
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AssumeRoleRequest REQUEST = AssumeRoleRequest.builder()
            .roleArn(ROLE.toString())
            .roleSessionName("session")
            .build();

    private final Roles directory = new Roles();
    private final UniqueIds ids = new UniqueIds(new SplittableRandom(7));
    private final AssumeRole action = new AssumeRole(
            directory,
            new SessionTokens(new KeyRing(new byte[KeyRing.MASTER_BYTES]), CLOCK, ids, new SplittableRandom(8)),
            new MfaUse((owner, serial, code, at) -> SecondFactors.Outcome.NO_SUCH_DEVICE));

    /** Roles by ARN; every caller exists, without policies. */
    private static final class Roles implements IdentityDirectory {
        private final Map<Arn, AssumableRole> roles = new HashMap<>();

        void put(String id, String trusted) {
            String document =
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                            + Arn.iam(ACCOUNT, "user/" + trusted) + "\"},\"Action\":\"sts:AssumeRole\"}]}";
            CompiledPolicy trust = CompiledPolicy.compile(
                    PolicyParser.readStored(document, PolicyGrammar.TRUST),
                    new PolicyOrigin(PolicySourceType.TRUST, "x", null, null));
            roles.put(ROLE, new AssumableRole(ROLE, id, "x", ACCOUNT, trust, 3_600, Map.of()));
        }

        @Override
        public Optional<IdentityPolicies> policiesOf(Principal.InAccount principal) {
            return Optional.of(IdentityPolicies.NONE);
        }

        @Override
        public Optional<String> uniqueIdOf(Arn userOrRole) {
            return Optional.empty();
        }

        @Override
        public Optional<Arn> arnOf(String uniqueId) {
            return Optional.empty();
        }

        @Override
        public Optional<AssumableRole> role(Arn roleArn) {
            return Optional.ofNullable(roles.get(roleArn));
        }

        @Override
        public Optional<CompiledPolicy> managedPolicy(Arn policyArn) {
            return Optional.empty();
        }

        @Override
        public boolean accountExists(AccountId account) {
            return true;
        }
    }

    private RequestContext context(String user) {
        Principal principal = new Principal.IamUser(ACCOUNT, Arn.iam(ACCOUNT, "user/" + user), "AIDA" + user, user);
        Caller caller = new Caller(principal, null, "AKIAEXAMPLE", AuthenticationType.SIGV4_HEADER);
        RequestBody none = RequestBody.of(new byte[0]);
        ApiRequest request = new ApiRequest("POST", "/", "", new HttpHeaders(), none, "192.0.2.1", true, NOW);
        return new CallerResolver(
                        directory, new Authorizer(CLOCK), (key, service, region, at) -> {}, CLOCK, "us-east-1")
                .resolve(
                        "request",
                        "sts",
                        request,
                        new Authenticated(caller, none, Payload.PLAIN),
                        "us-east-1",
                        new RequestLogBuilder("request", request, () -> 0, false))
                .orElseThrow();
    }

    @Test
    void aRoleThatTakesTheNameAfterTheCheckIsNotAssumed() {
        directory.put("AROAOLD", "alice");
        RequestContext context = context("alice");
        context.require(action.accessChecks(REQUEST, context));
        directory.put("AROANEW", "bob");
        AssumeRoleResponse response = action.handle(REQUEST, context);
        assertThat(response.assumedRoleUser().assumedRoleId()).isEqualTo("AROAOLD:session");
    }

    @Test
    void aRoleThatIsDeletedAfterTheCheckGivesCredentialsOfTheDeletedRole() {
        directory.put("AROAOLD", "alice");
        RequestContext context = context("alice");
        context.require(action.accessChecks(REQUEST, context));
        directory.roles.clear();
        assertThat(action.handle(REQUEST, context).assumedRoleUser().assumedRoleId())
                .isEqualTo("AROAOLD:session");
    }

    @Test
    void theNextRequestSeesTheNewRole() {
        directory.put("AROAOLD", "alice");
        context("alice").require(action.accessChecks(REQUEST, context("alice")));
        directory.put("AROANEW", "bob");
        RequestContext alice = context("alice");
        assertThatThrownBy(() -> alice.require(action.accessChecks(REQUEST, alice)))
                .isInstanceOfSatisfying(
                        AwsException.class, error -> assertThat(error.code()).isEqualTo(CommonError.ACCESS_DENIED));
        RequestContext bob = context("bob");
        bob.require(action.accessChecks(REQUEST, bob));
        assertThat(action.handle(REQUEST, bob).assumedRoleUser().assumedRoleId())
                .isEqualTo("AROANEW:session");
    }
}
