// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static io.drawbridge.core.authz.Scenes.A;
import static io.drawbridge.core.authz.Scenes.B;
import static io.drawbridge.core.authz.Scenes.NOW;
import static io.drawbridge.core.authz.Scenes.USER;
import static io.drawbridge.core.authz.Scenes.allow;
import static io.drawbridge.core.authz.Scenes.bucket;
import static io.drawbridge.core.authz.Scenes.caller;
import static io.drawbridge.core.authz.Scenes.deny;
import static io.drawbridge.core.authz.Scenes.identity;
import static io.drawbridge.core.authz.Scenes.resourceControl;
import static io.drawbridge.core.authz.Scenes.serviceControl;
import static io.drawbridge.core.authz.Scenes.set;
import static io.drawbridge.core.authz.Scenes.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of the organization of a resource's account, and what denial texts disclose about it. */
final class OrganizationRulingTest {
    private static final AccountId MANAGEMENT = new AccountId("222222222222");
    private static final PolicySet ALL = set(allow("'Action':'*','Resource':'*'"));
    private static final PolicySet CLOSED = resourceControl(deny("'Action':'*','Resource':'*','Principal':'*'"));
    private static final PolicySet OPEN = resourceControl(allow("'Action':'*','Resource':'*','Principal':'*'"));
    private static final CompiledPolicy PUBLIC = bucket(allow("'Action':'*','Resource':'*','Principal':'*'"));
    private static final Arn OBJECT = Arn.object("b", "k");

    private static AccountMembership member(String organization, List<PolicySet> resourceControl) {
        return new AccountMembership(organization, MANAGEMENT, organization + "/r-1/ou-1/", List.of(), resourceControl);
    }

    private static Authorizer authorizer(AccountId account, AccountMembership membership) {
        return new Authorizer(
                Clock.fixed(NOW, ZoneOffset.UTC),
                OrganizationDirectory.of(id -> id.equals(account) ? Optional.of(membership) : Optional.empty()),
                DenialText.WITH_POLICY_ARN,
                DenialEncoder.NONE);
    }

    private static AuthorizationContext user(IdentityPolicies policies) {
        return AuthorizationContext.of(caller(USER), policies, null, ConditionValues.EMPTY, NOW);
    }

    private static IdentityPolicies everything(AccountMembership membership) {
        return new IdentityPolicies(ALL, null, Map.of(), List.of(), membership);
    }

    @ParameterizedTest
    @CsvSource({"s3:GetObject, false", "sts:GetCallerIdentity, true", "iam:GetUser, true", "STS:x, true", "IAM:x, true"
    })
    void resourceControlCoversS3ButNotIamNorStsWithoutARole(String action, boolean allowed) {
        AuthorizationContext context = user(everything(member("o-1", List.of(CLOSED))));
        AccessCheck check = AccessCheck.onOwn(action, OBJECT);
        assertThat(authorizer(B, member("o-2", List.of()))
                        .decide(context, check)
                        .allowed())
                .isEqualTo(allowed);
    }

    @Test
    void resourceControlCoversTheAssumptionOfRoles() {
        CompiledPolicy trusting = trust(allow("'Action':'sts:AssumeRole','Principal':{'AWS':'111111111111'}"));
        Arn role = Arn.iam(A, "role/r");
        AccessCheck check =
                new AccessCheck("sts:AssumeRole", role, A, ResourcePolicyUse.REQUIRED, trusting, ConditionValues.EMPTY);
        Authorizer authorizer = new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(authorizer
                        .decide(user(everything(member("o-1", List.of(CLOSED)))), check)
                        .allowed())
                .isFalse();
        assertThat(authorizer
                        .decide(user(everything(member("o-1", List.of(OPEN)))), check)
                        .allowed())
                .isTrue();
    }

    @Test
    void theOwnersOrganizationLimitsForeignAndAnonymousCallers() {
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, B, PUBLIC);
        Authorizer closed = authorizer(B, member("o-2", List.of(CLOSED)));
        Authorizer open = authorizer(B, member("o-2", List.of(OPEN)));
        AuthorizationContext nobody = AuthorizationContext.of(
                caller(new Principal.Anonymous()), IdentityPolicies.NONE, null, ConditionValues.EMPTY, NOW);
        for (AuthorizationContext context : List.of(user(identity(ALL, null)), nobody)) {
            assertThat(closed.decide(context, check).allowed()).isFalse();
            assertThat(open.decide(context, check).allowed()).isTrue();
        }
    }

    @Test
    void serviceLinkedRolesAreNotLimited() {
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, A, null);
        Authorizer authorizer = new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC));
        for (boolean linked : new boolean[] {true, false}) {
            String name = linked ? "role/aws-service-role/x.amazonaws.com/R" : "role/aws-service-rol/R";
            Principal session = new Principal.RoleSession(A, Arn.iam(A, name), "AROAR", "R", "s");
            AuthorizationContext context = AuthorizationContext.of(
                    caller(session), everything(member("o-1", List.of(CLOSED))), null, ConditionValues.EMPTY, NOW);
            assertThat(authorizer.decide(context, check).allowed()).isEqualTo(linked);
        }
    }

    @Test
    void levelsOfTheCheckReplaceThoseOfTheAccount() {
        AccessCheck check =
                AccessCheck.onBucket("s3:GetObject", OBJECT, A, null).withResourceControl(List.of(OPEN));
        assertThat(new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC))
                        .decide(user(everything(member("o-1", List.of(CLOSED)))), check)
                        .allowed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "aws:ResourceOrgID, o-2, true",
        "aws:ResourceOrgID, o-1, false",
        "aws:ResourceOrgPaths, o-2/r-1/ou-1/, true",
        "aws:ResourceOrgPaths, o-2/r-1/, false",
        "aws:PrincipalOrgID, o-1, true",
        "aws:PrincipalOrgID, o-2, false",
        "aws:PrincipalOrgPaths, o-1/r-1/ou-1/, true"
    })
    void bothOrganizationsAreConditionKeys(String key, String value, boolean holds) {
        CompiledPolicy policy = bucket(allow("'Action':'*','Resource':'*','Principal':'*','Condition':{"
                + "'ForAnyValue:StringEquals':{'" + key + "':'" + value + "'}}"));
        AuthorizationContext context = user(everything(member("o-1", List.of())));
        assertThat(authorizer(B, member("o-2", List.of(OPEN)))
                        .decide(context, AccessCheck.onBucket("s3:GetObject", OBJECT, B, policy))
                        .allowed())
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"o-1, true", "o-2, false"})
    void refusalsAreExplainedWithinAnOrganizationOnly(String owners, boolean explained) {
        Authorizer authorizer = authorizer(B, member(owners, List.of(OPEN)));
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, B, null);
        AuthorizationContext context = user(everything(member("o-1", List.of())));
        assertThatThrownBy(() -> authorizer.require(context, check))
                .hasMessage(
                        explained
                                ? "User: arn:aws:iam::111111111111:user/dev/bob is not authorized to perform:"
                                        + " s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no resource-based"
                                        + " policy allows the s3:GetObject action"
                                : "Access Denied");
    }

    @Test
    void anExplanationNamesEveryPolicyTypeThatAllows() {
        PolicySet allow = ALL;
        IdentityPolicies policies = new IdentityPolicies(
                allow,
                allow,
                Map.of(),
                List.of(serviceControl(allow("'Action':'*','Resource':'*'"))),
                member("o-1", List.of(OPEN)));
        AuthorizationContext context =
                AuthorizationContext.of(caller(Scenes.SESSION), policies, allow, ConditionValues.EMPTY, NOW);
        Authorizer authorizer = new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(authorizer
                        .explain(context, AccessCheck.onBucket("s3:GetObject", OBJECT, A, PUBLIC))
                        .allowing())
                .containsExactlyInAnyOrder(
                        PolicyType.IDENTITY,
                        PolicyType.BOUNDARY,
                        PolicyType.SESSION,
                        PolicyType.RESOURCE,
                        PolicyType.SERVICE_CONTROL,
                        PolicyType.RESOURCE_CONTROL);
        PolicySet nothing = set(allow("'Action':'ec2:*','Resource':'*'"));
        IdentityPolicies little = new IdentityPolicies(
                nothing,
                nothing,
                Map.of(),
                List.of(serviceControl(allow("'Action':'ec2:*','Resource':'*'"))),
                member("o-1", List.of(CLOSED)));
        AuthorizationContext refused =
                AuthorizationContext.of(caller(Scenes.SESSION), little, nothing, ConditionValues.EMPTY, NOW);
        assertThat(authorizer
                        .explain(
                                refused,
                                AccessCheck.onBucket(
                                        "s3:GetObject",
                                        OBJECT,
                                        A,
                                        bucket(allow("'Action':'ec2:*','Resource':'*','Principal':'*'"))))
                        .allowing())
                .isEmpty();
    }

    @Test
    void anEncodedMessageFollowsTheText() {
        Authorizer authorizer = new Authorizer(
                Clock.fixed(NOW, ZoneOffset.UTC),
                OrganizationDirectory.NONE,
                DenialText.WITH_POLICY_ARN,
                (context, check, denied) -> check.action().equals("s3:GetObject")
                        ? Optional.of(check.target().controlLevels().size() + " levels")
                        : Optional.empty());
        AuthorizationContext context = user(
                new IdentityPolicies(PolicySet.EMPTY, null, Map.of(), List.of(), member("o-1", List.of(OPEN, OPEN))));
        assertThatThrownBy(() -> authorizer.require(context, AccessCheck.onOwn("s3:GetObject", OBJECT)))
                .hasMessageEndingWith(" Encoded authorization failure message: 2 levels");
        assertThatThrownBy(() -> authorizer.require(context, AccessCheck.onOwn("s3:PutObject", OBJECT)))
                .hasMessageEndingWith("allows the s3:PutObject action");
    }
}
