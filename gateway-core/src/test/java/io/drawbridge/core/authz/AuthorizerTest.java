// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static io.drawbridge.core.authz.Scenes.A;
import static io.drawbridge.core.authz.Scenes.B;
import static io.drawbridge.core.authz.Scenes.FEDERATED;
import static io.drawbridge.core.authz.Scenes.FEDERATED_ROOT;
import static io.drawbridge.core.authz.Scenes.NOW;
import static io.drawbridge.core.authz.Scenes.ROOT;
import static io.drawbridge.core.authz.Scenes.SESSION;
import static io.drawbridge.core.authz.Scenes.USER;
import static io.drawbridge.core.authz.Scenes.allow;
import static io.drawbridge.core.authz.Scenes.bucket;
import static io.drawbridge.core.authz.Scenes.caller;
import static io.drawbridge.core.authz.Scenes.deny;
import static io.drawbridge.core.authz.Scenes.identity;
import static io.drawbridge.core.authz.Scenes.inline;
import static io.drawbridge.core.authz.Scenes.managed;
import static io.drawbridge.core.authz.Scenes.resourceControl;
import static io.drawbridge.core.authz.Scenes.serviceControl;
import static io.drawbridge.core.authz.Scenes.set;
import static io.drawbridge.core.authz.Scenes.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The decision algorithm.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
class AuthorizerTest {
    private static final Arn OBJECT = Arn.object("b", "k");
    private static final Arn ROLE = Arn.iam(B, "role/target");
    private static final PolicySet ALL = set(allow("'Action':'*','Resource':'*'"));
    private static final PolicySet NOTHING = set(allow("'Action':'ec2:*','Resource':'*'"));
    private final Authorizer authorizer = new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "USER,arn:aws:iam::111111111111:user/dev/bob,true,true,",
        "USER,AIDABOB,true,true,",
        "USER,arn:aws:iam::111111111111:user/bob,false,false,",
        "USER,111111111111,false,false,",
        "USER,*,true,true,",
        "SESSION,arn:aws:iam::111111111111:role/svc/app,true,false,false",
        "SESSION,AROAAPP,true,false,false",
        "SESSION,arn:aws:sts::111111111111:assumed-role/app/s1,true,true,true",
        "SESSION,arn:aws:sts::111111111111:assumed-role/app/s2,false,false,false",
        "SESSION,111111111111,false,false,false",
        "SESSION,*,true,true,true",
        "FEDERATED,arn:aws:sts::111111111111:federated-user/fed,true,true,true",
        "FEDERATED,arn:aws:iam::111111111111:user/dev/bob,,false,false",
        "FEDERATED,arn:aws:iam::111111111111:root,false,false,false"
    })
    void resourcePolicyAgainstImplicitDenies(
            String who,
            String principal,
            @Nullable Boolean withoutIdentity,
            Boolean withBoundary,
            @Nullable Boolean withSession) {
        AccessCheck check = onBucket(allow(
                "'Principal':{'AWS':'" + principal + "'},'Action':'s3:GetObject'," + "'Resource':'arn:aws:s3:::b/*'"));
        Caller caller = caller(principal(who));
        if (withoutIdentity != null) {
            assertThat(decide(caller, identity(PolicySet.EMPTY, null), null, check)
                            .allowed())
                    .isEqualTo(withoutIdentity);
        }
        assertThat(decide(caller, identity(PolicySet.EMPTY, NOTHING), null, check)
                        .allowed())
                .isEqualTo(withBoundary);
        if (withSession != null) {
            assertThat(decide(caller, identity(PolicySet.EMPTY, null), NOTHING, check)
                            .allowed())
                    .isEqualTo(withSession);
        }
        assertThat(decide(
                                caller,
                                identity(PolicySet.EMPTY, null),
                                ALL,
                                onBucket(deny("'Principal':{'AWS':'" + principal
                                        + "'},'Action':'s3:*','Resource':'arn:aws:s3:::b/*'")))
                        .allowed())
                .isFalse();
    }

    @Test
    void everyoneWithThePrincipalArnAsConditionIsDirect() {
        AccessCheck check = onBucket(allow("'Principal':'*','Action':'s3:*','Resource':'*',"
                + "'Condition':{'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::111111111111:role/svc/app'}}"));
        assertThat(decide(caller(SESSION), identity(PolicySet.EMPTY, NOTHING), NOTHING, check)
                        .allowed())
                .isTrue();
        assertThat(decide(caller(USER), identity(PolicySet.EMPTY, null), null, check)
                        .allowed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // principal in trust, same account without identity, same with identity, other without, other with
        "'AWS':'AIDABOB',true,true,false,true",
        "'AWS':'arn:aws:iam::111111111111:user/dev/bob',true,true,false,true",
        "'AWS':'111111111111',false,true,false,true",
        "'AWS':'arn:aws:iam::111111111111:root',false,true,false,true",
        "'AWS':'*',true,true,false,true",
        "'AWS':'arn:aws:iam::111111111111:user/alice',false,false,false,false",
        "'Service':'ec2.amazonaws.com',false,false,false,false",
        "'Federated':'accounts.google.com',false,false,false,false"
    })
    void trustPolicyOfUsers(String principal, boolean same, boolean sameWith, boolean other, boolean otherWith) {
        CompiledPolicy trust = trustOf(principal);
        assertThat(assume(caller(USER), identity(PolicySet.EMPTY, NOTHING), A, trust))
                .isEqualTo(same);
        assertThat(assume(caller(USER), identity(ALL, null), A, trust)).isEqualTo(sameWith);
        assertThat(assume(caller(USER), identity(PolicySet.EMPTY, null), B, trust))
                .isEqualTo(other);
        assertThat(assume(caller(USER), identity(ALL, null), B, trust)).isEqualTo(otherWith);
        assertThat(assume(caller(USER), identity(ALL, NOTHING), B, trust)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // principal in trust, same account unbounded, same bounded, other without identity, other with
        "'AWS':'AROAAPP',true,false,false,true",
        "'AWS':'arn:aws:sts::111111111111:assumed-role/app/s1',true,true,false,true",
        "'AWS':'arn:aws:sts::111111111111:assumed-role/app/s2',false,false,false,false"
    })
    void trustPolicyOfSessions(String principal, boolean same, boolean bounded, boolean other, boolean otherWith) {
        CompiledPolicy trust = trustOf(principal);
        assertThat(assume(caller(SESSION), identity(PolicySet.EMPTY, null), A, trust))
                .isEqualTo(same);
        assertThat(assume(caller(SESSION), identity(ALL, NOTHING), A, trust)).isEqualTo(bounded);
        assertThat(assume(caller(SESSION), identity(PolicySet.EMPTY, null), B, trust))
                .isEqualTo(other);
        assertThat(assume(caller(SESSION), identity(ALL, null), B, trust)).isEqualTo(otherWith);
    }

    @Test
    void explicitDenyOfTheIdentityWinsOverTrust() {
        IdentityPolicies denied = identity(set(deny("'Action':'sts:*','Resource':'*'")), null);
        assertThat(assume(caller(USER), denied, A, trustOf("'AWS':'AIDABOB'"))).isFalse();
    }

    @Test
    void onlyAFederatedPrincipalTrustsAnIdentityProvider() {
        String google = "accounts.google.com";
        Caller identity = caller(new Principal.FederatedIdentity(google, "sub"));
        assertThat(assume(identity, IdentityPolicies.NONE, A, trustOf("'Federated':'" + google + "'")))
                .isTrue();
        assertThat(assume(identity, IdentityPolicies.NONE, A, trustOf("'Federated':'www.amazon.com'")))
                .isFalse();
        assertThat(assume(identity, IdentityPolicies.NONE, A, trustOf("'AWS':'*'")))
                .isFalse();
    }

    @Test
    void anUnsignedRequestAssumesNoRole() {
        assertThat(assume(Caller.ANONYMOUS, IdentityPolicies.NONE, A, trustOf("'AWS':'*'")))
                .isFalse();
    }

    @Test
    void aRoleMustTrustItselfToAssumeItself() {
        CompiledPolicy others = trustOf("'Service':'ec2.amazonaws.com'");
        assertThat(assume(caller(SESSION), identity(ALL, null), A, others)).isFalse();
        assertThat(assume(caller(SESSION), identity(PolicySet.EMPTY, null), A, trustOf("'AWS':'AROAAPP'")))
                .isTrue();
    }

    @Test
    void crossAccountNeedsBothSides() {
        CompiledPolicy account = bucket(allow("'Principal':{'AWS':'111111111111'},'Action':'s3:*','Resource':'*'"));
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, B, account);
        assertThat(decide(caller(USER), identity(ALL, null), null, check).allowed())
                .isTrue();
        assertDenied(decide(caller(USER), identity(PolicySet.EMPTY, null), null, check), PolicyType.IDENTITY);
        assertDenied(decide(caller(USER), identity(ALL, NOTHING), null, check), PolicyType.BOUNDARY);
        assertDenied(decide(caller(SESSION), identity(ALL, null), NOTHING, check), PolicyType.SESSION);
        assertDenied(
                decide(caller(USER), identity(ALL, null), null, AccessCheck.onBucket("s3:GetObject", OBJECT, B, null)),
                PolicyType.RESOURCE);
        assertThat(decide(caller(ROOT), IdentityPolicies.NONE, null, check).allowed())
                .isTrue();
    }

    @Test
    void rootMayDoEverythingInItsAccountExceptDenied() {
        AccessCheck plain = AccessCheck.onBucket("s3:GetObject", OBJECT, A, null);
        assertThat(decide(caller(ROOT), IdentityPolicies.NONE, null, plain).allowed())
                .isTrue();
        CompiledPolicy locked = bucket(deny("'Principal':'*','Action':'s3:*','Resource':'*'"));
        assertThat(decide(
                                caller(ROOT),
                                IdentityPolicies.NONE,
                                null,
                                AccessCheck.onBucket("s3:GetObject", OBJECT, A, locked))
                        .allowed())
                .isFalse();
        AccessCheck repair = AccessCheck.onBucket("s3:DeleteBucketPolicy", Arn.bucket("b"), A, locked);
        assertThat(decide(caller(ROOT), IdentityPolicies.NONE, null, repair).allowed())
                .isTrue();
        assertThat(decide(caller(USER), identity(ALL, null), null, repair).allowed())
                .isFalse();
        assertThat(assume(caller(ROOT), IdentityPolicies.NONE, A, trustOf("'Service':'x.amazonaws.com'")))
                .isFalse();
    }

    @Test
    void anonymousCallersNeedAStarPrincipal() {
        AccessCheck open = onBucket(allow("'Principal':'*','Action':'s3:GetObject','Resource':'*'"));
        AccessCheck account = onBucket(allow("'Principal':{'AWS':'111111111111'},'Action':'s3:*','Resource':'*'"));
        assertThat(decide(Caller.ANONYMOUS, IdentityPolicies.NONE, null, open).allowed())
                .isTrue();
        assertThat(decide(Caller.ANONYMOUS, IdentityPolicies.NONE, null, account)
                        .allowed())
                .isFalse();
        assertThat(decide(
                                Caller.ANONYMOUS,
                                IdentityPolicies.NONE,
                                null,
                                account.with(account.target().withAclGrant(GrantLevel.DIRECT)))
                        .allowed())
                .isTrue();
        assertThat(decide(Caller.ANONYMOUS, IdentityPolicies.NONE, null, open.withUse(ResourcePolicyUse.DENIES_ONLY))
                        .allowed())
                .isFalse();
    }

    @Test
    void servicesMustBeNamed() {
        Caller logging = caller(new Principal.ServicePrincipal("logging.s3.amazonaws.com"));
        String named = "'Principal':{'Service':'logging.s3.amazonaws.com'},'Action':'s3:*','Resource':'*'";
        assertThat(decide(logging, IdentityPolicies.NONE, null, onBucket(allow(named)))
                        .allowed())
                .isTrue();
        assertThat(decide(logging, IdentityPolicies.NONE, null, onBucket(allow(named.replace("logging", "delivery"))))
                        .allowed())
                .isFalse();
    }

    @Test
    void federatedUsersHaveThePermissionsThatTheirSessionPolicyAllows() {
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, A, null);
        assertDenied(decide(caller(FEDERATED), identity(ALL, null), null, check), PolicyType.SESSION);
        assertThat(decide(caller(FEDERATED), identity(ALL, null), ALL, check).allowed())
                .isTrue();
        assertDenied(decide(caller(FEDERATED), identity(PolicySet.EMPTY, null), ALL, check), PolicyType.IDENTITY);
        assertThat(decide(caller(FEDERATED_ROOT), IdentityPolicies.NONE, ALL, check)
                        .allowed())
                .isTrue();
        assertThat(decide(caller(FEDERATED_ROOT), IdentityPolicies.NONE, null, check)
                        .allowed())
                .isFalse();
    }

    @Test
    void serviceControlPoliciesLimitEveryLevelAndRoot() {
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, A, null);
        PolicySet full = serviceControl(allow("'Action':'*','Resource':'*'"));
        PolicySet onlyEc2 = serviceControl(allow("'Action':'ec2:*','Resource':'*'"));
        for (Principal principal : List.of(ROOT, USER)) {
            assertThat(decide(caller(principal), limited(full, full), null, check)
                            .allowed())
                    .isTrue();
            assertDenied(decide(caller(principal), limited(full, onlyEc2), null, check), PolicyType.SERVICE_CONTROL);
        }
    }

    @Test
    void resourceControlPoliciesDenyForeignAndAnonymousCallers() {
        PolicySet full = resourceControl(allow("'Principal':'*','Action':'*','Resource':'*'"));
        PolicySet own = resourceControl(deny("'Principal':'*','Action':'s3:*','Resource':'*',"
                + "'Condition':{'StringNotEquals':{'aws:PrincipalAccount':'999999999999'}}"));
        CompiledPolicy open = bucket(allow("'Principal':'*','Action':'s3:*','Resource':'*'"));
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, B, open);
        AccessCheck controlled = check.withResourceControl(List.of(
                full,
                PolicySet.of(List.of(full.policies().get(0), own.policies().get(0)))));
        for (Caller caller : List.of(caller(USER), Caller.ANONYMOUS)) {
            assertThat(decide(caller, identity(ALL, null), null, check).allowed())
                    .isTrue();
            assertDenied(decide(caller, identity(ALL, null), null, controlled), PolicyType.RESOURCE_CONTROL);
        }
    }

    @Test
    void getCallerIdentityIsAllowedToEveryAuthenticatedCaller() {
        IdentityPolicies denied = identity(set(deny("'Action':'*','Resource':'*'")), null);
        AccessCheck check = AccessCheck.withoutResource("sts:GetCallerIdentity");
        assertThat(decide(caller(USER), denied, null, check).allowed()).isTrue();
        assertThat(decide(Caller.ANONYMOUS, IdentityPolicies.NONE, null, check).allowed())
                .isFalse();
        assertThat(decide(caller(USER), denied, null, AccessCheck.withoutResource("sts:GetAccessKeyInfo"))
                        .allowed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'Action':'iam:GetAccountSummary';'Resource':'*',true",
        "'Action':'IAM:getaccountsummary';'Resource':'*',true",
        "'Action':'iam:Get*';'Resource':'**',true",
        "'Action':'*';'Resource':'arn:aws:s3:::*',false",
        "'Action':'*:*';'Resource':'*',true",
        "'Action':'iam*:Get*';'Resource':'*',false",
        "'Action':' iam:GetAccountSummary';'Resource':'*',false",
        "'NotAction':'iam:*';'Resource':'*',false",
        "'NotAction':'s3:*';'Resource':'*',true",
        "'Action':'iam:*';'NotResource':'arn:aws:s3:::b',true",
        "'Action':'iam:*';'NotResource':'*',false",
        "'Action':'iam:*';'NotResource':'arn:aws:s3:::${aws:nothing}',false"
    })
    void actionsWithoutResourceNeedAStar(String members, boolean expected) {
        AccessCheck check = AccessCheck.withoutResource("iam:GetAccountSummary");
        IdentityPolicies policies = identity(set(allow(members.replace(';', ','))), null);
        assertThat(decide(caller(USER), policies, null, check).allowed()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'Action':'s3:ListAllMyBuckets';'Resource':'*',true",
        "'Action':'S3:listallmybuckets';'Resource':'arn:aws:s3:::*',true",
        "'Action':'s3:*';'Resource':['arn:aws:s3:::b';'arn:aws:s3:::*'],true",
        "'Action':'s3:*';'Resource':'arn:aws:s3:::b*',false",
        "'Action':'s3:*';'Resource':'arn:aws:s3:::b',false",
        "'Action':'s3:*';'Resource':'arn:aws:s3:::*/*',false",
        "'Action':'s3:*';'Resource':'arn:aws:iam::*',false",
        "'Action':'s3:*';'NotResource':'arn:aws:s3:::b',true",
        "'Action':'s3:*';'NotResource':'arn:aws:s3:::*',false"
    })
    void listingBucketsNeedsAStarOrAllBuckets(String members, boolean covered) {
        AccessCheck check = AccessCheck.withoutResource("s3:ListAllMyBuckets");
        String statement = members.replace(';', ',');
        assertThat(decide(caller(USER), identity(set(allow(statement)), null), null, check)
                        .allowed())
                .isEqualTo(covered);
        IdentityPolicies denying = identity(set(allow("'Action':'*','Resource':'*'"), deny(statement)), null);
        assertThat(decide(caller(USER), denying, null, check).allowed()).isEqualTo(!covered);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3:::b/k,true",
        "arn:aws:s3:::b/*,true",
        "arn:aws:s3:::b*,true",
        "ARN:AWS:S3:::b/k,true",
        "arn:aws:s3:::B/k,false",
        "arn:aws:s3:::b,false",
        "arn:aws:s3,true",
        "arn:aws:iam,false",
        "arn:*:*:*:*:b/?,true",
        "arn:aws:s3:::${aws:username}/*,false",
        "'arn:aws:s3:::b/${aws:none, ''k''}',true",
        "'arn:aws:s3:::b/${aws:none, ''*''}',false",
        "arn:aws:s3:::b/${*},false"
    })
    void resourcesMatchByComponent(String resource, boolean expected) {
        String text = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"" + resource + "\"}}";
        CompiledPolicy exact = CompiledPolicy.compile(
                PolicyParser.readStored(text, PolicyGrammar.MANAGED),
                new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null));
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, A, null);
        assertThat(decide(caller(USER), identity(PolicySet.of(exact), null), null, check)
                        .allowed())
                .isEqualTo(expected);
    }

    @Test
    void userNameVariableOpensTheUsersOwnPrefix() {
        IdentityPolicies policies =
                identity(set(allow("'Action':'s3:*','Resource':'arn:aws:s3:::b/home/${aws:username}/*'")), null);
        AccessCheck own = AccessCheck.onBucket("s3:GetObject", Arn.object("b", "home/bob/x"), A, null);
        AccessCheck other = AccessCheck.onBucket("s3:GetObject", Arn.object("b", "home/eve/x"), A, null);
        assertThat(decide(caller(USER), policies, null, own).allowed()).isTrue();
        assertThat(decide(caller(USER), policies, null, other).allowed()).isFalse();
        assertThat(decide(caller(SESSION), policies, null, own).allowed()).isFalse();
    }

    @Test
    void unreadableConditionsAllowNothingAndDenyAll() {
        String odd = "'Action':'s3:*','Resource':'*','Condition':{'StringSounds':{'a':'b'}}";
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, A, null);
        assertThat(decide(caller(USER), identity(set(allow(odd)), null), null, check)
                        .allowed())
                .isFalse();
        PolicySet denying = PolicySet.of(managed(deny(odd)), managed(allow("'Action':'*','Resource':'*'")));
        assertThat(decide(caller(USER), identity(denying, null), null, check).allowed())
                .isFalse();
    }

    @Test
    void promisedSessionPoliciesThatWereNotLoadedAllowNothing() {
        Caller promised = new Caller(
                SESSION,
                new SessionFacts(NOW, NOW, "{}", List.of(), Map.of(), Set.of(), null, null, null),
                "ASIA",
                caller(SESSION).authenticationType());
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", OBJECT, A, null);
        assertThat(decide(promised, identity(ALL, null), null, check).allowed()).isFalse();
        assertThat(decide(promised, identity(ALL, null), ALL, check).allowed()).isTrue();
    }

    @Test
    void requireThrowsTheDenialMessage() {
        AuthorizationContext context = AuthorizationContext.of(
                caller(USER), identity(PolicySet.EMPTY, null), null, ConditionValues.EMPTY, NOW);
        AccessCheck check = AccessCheck.onOwn("iam:GetRole", Arn.iam(A, "role/p/target"));
        assertThatThrownBy(() -> authorizer.require(context, check.shownAs("role target")))
                .isInstanceOfSatisfying(AwsException.class, error -> {
                    assertThat(error.code().code()).isEqualTo("AccessDenied");
                    assertThat(error.code().status()).isEqualTo(403);
                    assertThat(error.text())
                            .isEqualTo("User: arn:aws:iam::111111111111:user/dev/bob is not authorized to perform:"
                                    + " iam:GetRole on resource: role target because no identity-based policy allows"
                                    + " the iam:GetRole action");
                });
    }

    @Test
    void matchedStatementIsReported() {
        CompiledPolicy policy = inline(
                allow("'Action':'s3:*','Resource':'*'"), "{'Sid':'No','Effect':'Deny','Action':'*','Resource':'*'}");
        Decision decision = decide(
                caller(USER),
                identity(PolicySet.of(policy), null),
                null,
                AccessCheck.onBucket("s3:GetObject", OBJECT, A, null));
        assertThat(decision).isInstanceOfSatisfying(Decision.Denied.class, denied -> {
            assertThat(denied.denial()).isEqualTo(Decision.Denial.EXPLICIT);
            MatchedStatement statement = Objects.requireNonNull(denied.statement());
            assertThat(statement.sid()).isEqualTo("No");
            assertThat(statement.index()).isEqualTo(1);
        });
    }

    private static IdentityPolicies limited(PolicySet... levels) {
        return new IdentityPolicies(ALL, null, Map.of(), List.of(levels));
    }

    private static Principal principal(String name) {
        return switch (name) {
            case "USER" -> USER;
            case "SESSION" -> SESSION;
            case "FEDERATED" -> FEDERATED;
            default -> ROOT;
        };
    }

    private static AccessCheck onBucket(String statement) {
        return AccessCheck.onBucket("s3:GetObject", OBJECT, A, bucket(statement));
    }

    private static CompiledPolicy trustOf(String principal) {
        return trust(allow("'Principal':{" + principal + "},'Action':'sts:AssumeRole*'"));
    }

    private boolean assume(Caller caller, IdentityPolicies policies, AccountId owner, CompiledPolicy trust) {
        AccessCheck check = new AccessCheck(
                "sts:AssumeRole", ROLE, owner, ResourcePolicyUse.REQUIRED, trust, ConditionValues.EMPTY);
        return decide(caller, policies, null, check).allowed();
    }

    private Decision decide(Caller caller, IdentityPolicies policies, @Nullable PolicySet session, AccessCheck check) {
        return authorizer.decide(caller, policies, session, ConditionValues.EMPTY, check);
    }

    private static void assertDenied(Decision decision, PolicyType by) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Denied.class, denied -> assertThat(denied.by())
                .isEqualTo(by));
    }
}
