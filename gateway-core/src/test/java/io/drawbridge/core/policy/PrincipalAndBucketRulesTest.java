// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The principals that trust policies and bucket policies accept, and the actions, resources and keys of bucket
 * policies.
 */
final class PrincipalAndBucketRulesTest {
    private static final String CANONICAL = "0123456789abcdef".repeat(4);

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static void trust(String principal) {
        PolicyParser.parse(
                quoted("{'Version':'2012-10-17','Statement':[{'Effect':'Deny','Principal':" + principal
                        + ",'Action':'sts:AssumeRole'}]}"),
                PolicyGrammar.TRUST);
    }

    private static void bucket(String members) {
        PolicyParser.parseBucketPolicy(quoted("{'Version':'2012-10-17','Statement':[{" + members + "}]}"), "b");
    }

    private static void bucketPrincipal(String principal) {
        bucket("'Effect':'Allow','Principal':" + principal + ",'Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AWS':'*'}",
                "{'AWS':'111122223333'}",
                "{'AWS':'arn:aws:iam::111122223333:root'}",
                "{'AWS':'arn:aws:iam::111122223333:user/a/b'}",
                "{'AWS':['arn:aws:iam::111122223333:role/r','*']}",
                "{'AWS':'arn:aws:sts::111122223333:assumed-role/r/s'}",
                "{'AWS':'arn:aws:sts::111122223333:federated-user/f'}",
                "{'Service':'ec2.amazonaws.com'}",
                "{'Service':'ec2.amazonaws.com.cn'}",
                "{'Service':'x.aws.internal'}",
                "{'Federated':'accounts.google.com'}",
                "{'Federated':'arn:aws:iam::111122223333:saml-provider/p'}",
                "{'Federated':'arn:aws:iam::111122223333:oidc-provider/p.example'}"
            })
    void bothAcceptThesePrincipals(String principal) {
        assertThatCode(() -> trust(principal)).doesNotThrowAnyException();
        assertThatCode(() -> bucketPrincipal(principal)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AWS':'11112222333'}",
                "{'AWS':'a*'}",
                "{'AWS':'arn:aws:iam::111122223333:user/*'}",
                "{'AWS':'arn:aws:iam::11112222333:root'}",
                "{'AWS':'arn:aws:iam:eu-west-1:111122223333:root'}",
                "{'AWS':'arn:aws:iam::111122223333:user/'}",
                "{'AWS':'arn:aws:iam::111122223333:group/g'}",
                "{'AWS':'arn:aws:sts::111122223333:assumed-role/r'}",
                "{'AWS':'arn:aws:sts::111122223333:assumed-role/p/r/s'}",
                "{'AWS':'arn:aws:sts::111122223333:other/r/s'}",
                "{'AWS':'arn:aws:s3:::b'}",
                "{'AWS':'AIDAshort'}",
                "{'Service':'ec2.example.com'}",
                "{'Service':'*.amazonaws.com'}",
                "{'Federated':'example.com'}",
                "{'Federated':'arn:aws:iam::111122223333:user/p'}",
                "{'Federated':'arn:aws:iam::1:saml-provider/p'}",
                "{'Federated':'arn:aws:sts::111122223333:saml-provider/p'}",
                "{'Federated':'arn:aws:iam::111122223333:saml-provider/*'}"
            })
    void neitherAcceptsThesePrincipals(String principal) {
        String type = principal.substring(2, principal.indexOf('\'', 2));
        String value = principal.substring(principal.indexOf(":'") + 2, principal.length() - 2);
        assertThatThrownBy(() -> trust(principal))
                .isInstanceOf(AwsException.class)
                .hasMessage("Invalid principal in policy: \"" + type.toUpperCase(java.util.Locale.ROOT) + "\":\""
                        + value + '"');
        assertThatThrownBy(() -> bucketPrincipal(principal)).isInstanceOfSatisfying(AwsException.class, error -> {
            assertThat(error.getMessage()).isEqualTo("Invalid principal in policy");
            assertThat(error.details()).containsValue('"' + type + "\" : \"" + value + '"');
        });
    }

    @Test
    void policiesAcceptTheFormOfUniqueIds() {
        for (String id : new String[] {"AIDA0123456789AZ", "AROA0123456789AZ"}) {
            assertThatCode(() -> trust("{'AWS':'" + id + "'}")).doesNotThrowAnyException();
            assertThatCode(() -> bucketPrincipal("{'AWS':'" + id + "'}")).doesNotThrowAnyException();
        }
        for (String invalid : new String[] {
            "AIDA0123456789A",
            "AKIA0123456789AZ",
            "AIDA0123456789Az",
            "AIDA0123456789A-",
            "AIDA0123456789A[",
            "AIDA0123456789A@",
            "AIDA0123456789A:",
            "AIDA0123456789A/"
        }) {
            assertThatThrownBy(() -> trust("{'AWS':'" + invalid + "'}"))
                    .as(invalid)
                    .hasMessageContaining("Invalid principal");
        }
    }

    @Test
    void onlyBucketPoliciesAcceptCanonicalUsers() {
        assertThatCode(() -> bucketPrincipal("{'CanonicalUser':'" + CANONICAL + "'}"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> trust("{'CanonicalUser':'" + CANONICAL + "'}"))
                .hasMessageStartingWith("Invalid principal in policy: \"CANONICALUSER\"");
        for (char invalid : "g`/:AF@".toCharArray()) {
            assertThatThrownBy(() -> bucketPrincipal("{'CanonicalUser':'" + CANONICAL.substring(1) + invalid + "'}"))
                    .hasMessage("Invalid principal in policy");
        }
        assertThatThrownBy(() -> bucketPrincipal("{'CanonicalUser':'" + CANONICAL + "0'}"))
                .hasMessage("Invalid principal in policy");
    }

    @Test
    void trustPoliciesOfCognitoNameTheirAudience() {
        String head = "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'Federated':"
                + "'cognito-identity.amazonaws.com'},'Action':'sts:AssumeRoleWithWebIdentity'";
        assertThatThrownBy(() -> PolicyParser.parse(quoted(head + "}]}"), PolicyGrammar.TRUST))
                .hasMessage("A condition block must be present for the Cognito provider");
        assertThatThrownBy(() -> PolicyParser.parse(
                        quoted(head + ",'Condition':{'StringEquals':{'cognito-identity.amazonaws.com:amr':'x'}}}]}"),
                        PolicyGrammar.TRUST))
                .hasMessage("A condition block must be present for the Cognito provider");
        assertThatCode(() -> PolicyParser.parse(
                        quoted(head + ",'Condition':{'StringEquals':{'Cognito-identity.amazonaws.com:AUD':'x'}}}]}"),
                        PolicyGrammar.TRUST))
                .doesNotThrowAnyException();
    }

    @Test
    void statementIdsOfTrustPoliciesDiffer() {
        String statement = "{'Sid':'#','Effect':'Allow','Principal':{'AWS':'*'},'Action':'sts:AssumeRole'}";
        String head = "{'Version':'2012-10-17','Statement':[";
        assertThatThrownBy(() -> PolicyParser.parse(
                        quoted(head + statement.replace("#", "a") + "," + statement.replace("#", "a") + "]}"),
                        PolicyGrammar.TRUST))
                .hasMessage("The Statement Ids in the policy are not unique");
        for (String second : new String[] {"b", "A"}) {
            assertThatCode(() -> PolicyParser.parse(
                            quoted(head + statement.replace("#", "a") + "," + statement.replace("#", second) + "]}"),
                            PolicyGrammar.TRUST))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> PolicyParser.parse(
                        quoted(head + statement.replace("#", "") + "," + statement.replace("#", "") + "]}"),
                        PolicyGrammar.TRUST))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject, arn:aws:s3:::b/*",
        "s3:GetObject, arn:aws:s3:::b*",
        "s3:ListBucket, arn:aws:s3:::b*",
        "s3:ListBucket, arn:aws:s3:::b",
        "s3:*, arn:aws:s3:::b",
        "s3:*, arn:aws:s3:::b/k",
        "*, arn:aws:s3:::b",
        "*:*, arn:aws:s3:::b/x",
        "S3:getobject, arn:aws:s3:::b/x",
        "s3:Get*, arn:aws:s3:::b/x",
        "s3:???Object, arn:aws:s3:::b/x"
    })
    void actionsMatchTheirResources(String action, String resource) {
        assertThatCode(() -> bucket(
                        "'Effect':'Allow','Principal':'*','Action':'" + action + "','Resource':'" + resource + "'"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject, arn:aws:s3:::b, Action does not apply to any resource(s) in statement",
        "s3:ListBucket, arn:aws:s3:::b/*, Action does not apply to any resource(s) in statement",
        "s3:ListAllMyBuckets, arn:aws:s3:::b, Action does not apply to any resource(s) in statement",
        "s3:Nothing, arn:aws:s3:::b, Policy has invalid action",
        "s3:Nothing*, arn:aws:s3:::b, Policy has invalid action",
        "iam:*, arn:aws:s3:::b, Policy has invalid action",
        "GetObject, arn:aws:s3:::b, Policy has invalid action",
        "s3:GetObject, arn:aws:s3:::c/*, Policy has invalid resource",
        "s3:GetObject, arn:aws:s3:::bc/*, Policy has invalid resource",
        "s3:GetObject, arn:aws:s3:::*, Policy has invalid resource",
        "s3:GetObject, arn:aws-cn:s3:::b/*, Policy has invalid resource",
        "s3:GetObject, *, Policy has invalid resource"
    })
    void actionsThatDoNotMatchTheirResourcesAreRefused(String action, String resource, String message) {
        assertThatThrownBy(() -> bucket(
                        "'Effect':'Allow','Principal':'*','Action':'" + action + "','Resource':'" + resource + "'"))
                .isInstanceOf(AwsException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "s3:prefix, s3:ListBucket, true",
        "S3:Prefix, s3:List*, true",
        "s3:prefix, s3:GetBucketPolicy, false",
        "s3:ExistingObjectTag/a, s3:GetObject, true",
        "s3:ExistingObjectTag/a, s3:DeleteObject, false",
        "s3:RequestObjectTag/k, s3:PutObject, true",
        "s3:RequestObjectTag/k, s3:GetObject, false",
        "s3:BucketTag/k, s3:GetObject, true",
        "aws:PrincipalTag/k, s3:GetObject, true",
        "aws:SourceIp, s3:GetObject, true",
        "saml:aud, s3:GetObject, true",
        "ec2:SourceInstanceARN, s3:GetObject, true",
        "accounts.google.com:aud, s3:GetObject, true"
    })
    void keysApplyToTheActionsThatSupportThem(String key, String action, boolean applies) {
        String level = action.contains("Object") ? "/*" : "";
        String statement = "'Effect':'Allow','Principal':'*','Action':'" + action + "','Resource':'arn:aws:s3:::b"
                + level + "','Condition':{'StringEquals':{'" + key + "':'x'}}";
        if (applies) {
            assertThatCode(() -> bucket(statement)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> bucket(statement))
                    .hasMessage("Conditions do not apply to combination of actions and resources in statement");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:nothing",
                "s3:ExistingObjectTag/",
                "aws:nothing",
                "aws:PrincipalTag/",
                "nothing",
                ":x",
                "iam:ResourceTag/a",
                "google:aud"
            })
    void unknownKeysAreRefused(String key) {
        assertThatThrownBy(() -> bucket("'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':"
                        + "'arn:aws:s3:::b/*','Condition':{'StringEquals':{'" + key + "':'x'}}"))
                .isInstanceOfSatisfying(AwsException.class, error -> {
                    assertThat(error.getMessage()).isEqualTo("Policy has an invalid condition key");
                    assertThat(error.details()).containsValue(key);
                });
    }

    @Test
    void withoutABucketNameAnyBucketIsAccepted() {
        String policy =
                "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*','Action':'#','Resource':"
                        + "'arn:aws:s3:::any$'}]}";
        assertThatCode(() -> PolicyParser.parse(
                        quoted(policy.replace("#", "s3:ListBucket").replace("$", "")), PolicyGrammar.BUCKET))
                .doesNotThrowAnyException();
        assertThatCode(() -> PolicyParser.parse(
                        quoted(policy.replace("#", "s3:GetObject").replace("$", "/k")), PolicyGrammar.BUCKET))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PolicyParser.parse(
                        quoted(policy.replace("#", "s3:GetObject").replace("$", "")), PolicyGrammar.BUCKET))
                .hasMessage("Action does not apply to any resource(s) in statement");
    }

    @Test
    void theLevelOfAnActionIsThatOfItsResource() {
        assertThat(S3ActionTable.level("s3:GetObject")).contains(S3ActionTable.Level.OBJECT);
        assertThat(S3ActionTable.level("S3:LISTBUCKET")).contains(S3ActionTable.Level.BUCKET);
        assertThat(S3ActionTable.level("s3:ListAllMyBuckets")).contains(S3ActionTable.Level.OTHER);
        assertThat(S3ActionTable.level("s3:nothing")).isEmpty();
        assertThat(S3ActionTable.level("iam:GetUser")).isEmpty();
    }

    @Test
    void kindsDefineTheElementsOfTheirStatements() {
        for (PolicyGrammar kind : PolicyGrammar.values()) {
            boolean principals = kind == PolicyGrammar.TRUST
                    || kind == PolicyGrammar.BUCKET
                    || kind == PolicyGrammar.RESOURCE_CONTROL;
            assertThat(kind.principals()).as(kind.name()).isEqualTo(principals);
            assertThat(kind.resources()).as(kind.name()).isEqualTo(kind != PolicyGrammar.TRUST);
        }
    }
}
