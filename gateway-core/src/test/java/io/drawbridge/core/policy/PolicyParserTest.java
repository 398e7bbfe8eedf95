// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation of each kind of policy, with AWS's error texts. Documents are written with single quotes. */
class PolicyParserTest {
    private static final String HEAD = "{'Version':'2012-10-17','Statement':";
    private static final String GOOD = "{'Effect':'Allow','Action':'s3:*','Resource':'*'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "not json ~ Syntax errors in policy.",
                "[] ~ Syntax errors in policy.",
                "{} ~ Syntax errors in policy.",
                "{'Version':'2012-10-17','Statement':[]} ~ Syntax errors in policy.",
                "{'Version':'2012-10-17','version':'x','Statement':#} ~ Syntax errors in policy.",
                "{'Version':'2012-10-17','Version':'2012-10-17','Statement':#} ~ Syntax errors in policy.",
                "{'Version':'2013-10-17','Statement':#} ~ Syntax errors in policy.",
                "{'Version':'2012-10-17','Statement':#} x ~ Syntax errors in policy.",
                "{'Version':'2008-10-17','Statement':#}" + " ~ Policy document must be version 2012-10-17 or greater.",
                "{'Statement':#} ~ Policy document must be version 2012-10-17 or greater."
            })
    void refusesDocuments(String text, String message) {
        refused(text.replace("#", GOOD), PolicyGrammar.MANAGED, "MalformedPolicyDocument", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'Action':'s3:*','Resource':'*' ~ Syntax errors in policy.",
                "'Effect':'Permit','Action':'s3:*','Resource':'*' ~ Syntax errors in policy.",
                "'Effect':'allow','Action':'s3:*','Resource':'*' ~ The policy failed legacy parsing",
                "'Effect':'Allow','Action':'s3:*','NotAction':'s3:*','Resource':'*' ~ Syntax errors in policy.",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','NotResource':'*' ~ Syntax errors in policy.",
                "'Effect':'Allow','Action':{'a':'b'},'Resource':'*' ~ Syntax errors in policy.",
                "'Effect':'Allow','Action':null,'Resource':'*' ~ Syntax errors in policy.",
                "'Effect':'Allow','action':'s3:*','Resource':'*' ~ Syntax errors in policy.",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringIs':{'a':'b'}}"
                        + " ~ Syntax errors in policy.",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'stringequals':{'a':'b'}}"
                        + " ~ Syntax errors in policy.",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':{'a':{}}}"
                        + " ~ Syntax errors in policy.",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'DateLessThan':{'a':'soon'}}"
                        + " ~ The policy failed legacy parsing",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws::x' ~ The policy failed legacy parsing",
                "'Effect':'Allow','Resource':'*' ~ Policy statement must contain actions.",
                "'Effect':'Allow','Action':[],'Resource':'*' ~ Policy statement must contain actions.",
                "'Effect':'Allow','Action':'s3:*' ~ Policy statement must contain resources.",
                "'Effect':'Allow','Action':'s3:*','Resource':[] ~ Policy statement must contain resources.",
                "'Effect':'Allow','Action':'s3:*','Resource':'bucket'"
                        + " ~ Resource bucket must be in ARN format or \"*\".",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:moon:s3:::b'"
                        + " ~ Partition \"moon\" is not valid for resource \"arn:moon:s3:::b\".",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s*:::b'"
                        + " ~ Resource vendor must be fully qualified and cannot contain regexes.",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:iam:eu:1:user/a'"
                        + " ~ IAM resource arn:aws:iam:eu:1:user/a cannot contain region information.",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:eu::b'"
                        + " ~ Resource arn:aws:s3:eu::b can not contain region information.",
                "'Effect':'Allow','Action':'s3:*','Resource':['arn:aws:s3:::a','arn:aws:s3:us-west-2:1:bucket/b']"
                        + " ~ Resource arn:aws:s3:us-west-2:1:bucket/b can not contain region information.",
                "'Effect':'Allow','Action':'GetObject','Resource':'*'"
                        + " ~ Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "'Effect':'Allow','Action':'s3:a:b','Resource':'*' ~ Actions/Condition can contain only one colon.",
                "'Effect':'Allow','Action':'s_3:a','Resource':'*' ~ Vendor s_3 is not valid",
                "'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'*'"
                        + " ~ Policy document should not specify a principal.",
                "'Sid':'a b','Effect':'Allow','Action':'s3:*','Resource':'*' ~ Statement IDs (SID) must be"
                        + " alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
            })
    void refusesStatements(String members, String message) {
        for (PolicyGrammar kind : List.of(PolicyGrammar.MANAGED, PolicyGrammar.INLINE_ROLE, PolicyGrammar.SESSION)) {
            refused(HEAD + "[{" + members + "}]}", kind, "MalformedPolicyDocument", message);
        }
    }

    @Test
    void refusesIamPathsAndEqualSids() {
        refused(
                HEAD + "{'Effect':'Allow','Action':'iam:*','Resource':'arn:aws:iam::1:users/a'}}",
                PolicyGrammar.MANAGED,
                "MalformedPolicyDocument",
                "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/,"
                        + " instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/,"
                        + " oidc-provider/, report/, access-report/.");
        String same = "{'Sid':'A','Effect':'Allow','Action':'s3:*','Resource':'*'}";
        refused(
                HEAD + "[" + same + "," + same + "]}",
                PolicyGrammar.MANAGED,
                "MalformedPolicyDocument",
                "Statement IDs (SID) in a single policy must be unique.");
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyGrammar.class,
            names = {"INLINE_USER", "INLINE_GROUP", "INLINE_ROLE", "SESSION"})
    void inlinePoliciesNeedNoVersion(PolicyGrammar kind) {
        PolicyDocument document = PolicyParser.parse(json("{'Statement':" + GOOD + "}"), kind);
        assertThat(document.version()).isNull();
        assertThat(document.variables()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Sid':'','Effect':'Deny','NotAction':['iam:*'],'NotResource':['arn:aws:s3:::b','arn:aws:s3']}",
                "{'Effect':'Allow','Action':['*','*:*',null],'Resource':'arn:aws:iam::*:role/a*'}",
                "{'Effect':'Allow','Action':'new:Thing','Resource':'*','Condition':{'Bool':{'x:y':true},"
                        + "'ForAnyValue:NumericLessThanIfExists':{'n':[1,2.5]}}}",
                "{'Effect':'Allow','Action':'s3:*','Resource':['arn:aws:iam::*:root','arn:aws:iam::1:root',"
                        + "'arn:aws:s3:us-west-2:123456789012:accesspoint/ap/object/*',"
                        + "'arn:aws:s3:us-west-2:123456789012:job/*',"
                        + "'arn:aws:s3:us-west-2:123456789012:storage-lens/*',"
                        + "'arn:aws:s3:us-west-2:123456789012:access-grants/default']}",
                "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'a':{}}}",
                "{'Effect':'Allow','Action':'s3:*','Resource':'*',"
                        + "'Condition':{'DateLessThan':{'a':['01T','2016-12-13t2:00:00.593194+23','-292275054']}}}"
            })
    void acceptsWhatAwsAccepts(String statement) {
        PolicyParser.parse(json(HEAD + statement + "}"), PolicyGrammar.MANAGED);
    }

    @Test
    void keepsTheDocumentAsWritten() {
        String text = json("{'Version':'2012-10-17','Id':'x',\n 'Statement':[\n  {'Sid':'One','Effect':'Deny',\n"
                + "'Action':'s3:Get*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':false}}}]}");
        PolicyDocument document = PolicyParser.parse(text, PolicyGrammar.MANAGED);
        Statement statement = document.statements().get(0);
        int columnAfter = text.substring(text.lastIndexOf('\n') + 1).indexOf("]}") + 1;
        assertThat(document.text()).isEqualTo(text);
        assertThat(document.id()).isEqualTo("x");
        assertThat(statement.sid()).isEqualTo("One");
        assertThat(statement.effect()).isEqualTo(Effect.DENY);
        assertThat(statement.conditions())
                .containsExactly(new ConditionEntry("Bool", "aws:SecureTransport", List.of("false")));
        assertThat(statement.span()).isEqualTo(new SourceSpan(3, 3, 4, columnAfter, 2, 15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'Effect':'Allow','Action':'sts:AssumeRole' ~ Missing required field Principal",
                "'Effect':'Allow','Principal':{},'Action':'sts:AssumeRole'"
                        + " ~ Missing required field Principal cannot be empty!",
                "'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole' ~ Principal must be a JSON object.",
                "'Principal':{'AWS':'*'},'Action':'sts:AssumeRole' ~ Missing required field Effect",
                "'Effect':'Maybe','Principal':{'AWS':'*'},'Action':'sts:AssumeRole' ~ Invalid effect: Maybe",
                "'Effect':'Allow','NotPrincipal':{'AWS':'*'},'Action':'sts:AssumeRole'"
                        + " ~ Allow with NotPrincipal is not allowed.",
                "'Effect':'Deny','NotPrincipal':{'AWS':'*'},'Action':'sts:AssumeRole'"
                        + " ~ AssumeRole policy must not contain NotPrincipal field.",
                "'Effect':'Allow','Principal':{'AWS':'*'} ~ Missing required field Action",
                "'Effect':'Allow','Principal':{'AWS':'*'},'Action':'s3:GetObject'"
                        + " ~ AssumeRole policy may only specify STS AssumeRole actions.",
                "'Effect':'Allow','Principal':{'AWS':'*'},'Action':'*'"
                        + " ~ AssumeRole policy may only specify STS AssumeRole actions.",
                "'Effect':'Allow','Principal':{'AWS':'*'},'Action':'sts:AssumeRole','Resource':'*'"
                        + " ~ Has prohibited field Resource",
                "'Effect':'Allow','Principal':{'AWS':'*'},'Action':'sts:a','NotAction':'sts:b'"
                        + " ~ Syntax error in policy.",
                "'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:group/g'},'Action':'sts:AssumeRole'"
                        + " ~ Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:group/g\"",
                "'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:role/*'},'Action':'sts:AssumeRole'"
                        + " ~ Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:role/*\"",
                "'Effect':'Allow','Principal':{'Service':'ec2'},'Action':'sts:AssumeRole'"
                        + " ~ Invalid principal in policy: \"SERVICE\":\"ec2\"",
                "'Effect':'Allow','Principal':{'Federated':'cognito-identity.amazonaws.com'},'Action':'sts:*'"
                        + " ~ A condition block must be present for the Cognito provider"
            })
    void refusesTrustPolicies(String members, String message) {
        refused(HEAD + "[{" + members + "}]}", PolicyGrammar.TRUST, "MalformedPolicyDocument", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{ ~ This policy contains invalid Json",
                "{'Version':'1','Statement':[]} ~ The policy must contain a valid version string",
                "{'Statement':[]} ~ Could not parse the policy: Statement is empty!"
            })
    void refusesTrustDocuments(String text, String message) {
        refused(text, PolicyGrammar.TRUST, "MalformedPolicyDocument", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'AWS':'*'",
                "'AWS':['111111111111','arn:aws:iam::111111111111:root','arn:aws:iam::111111111111:user/p/u']",
                "'AWS':'arn:aws:sts::111111111111:assumed-role/r/s'",
                "'AWS':'AROAABCDEFGHIJKLMNOPQ'",
                "'Service':['ec2.amazonaws.com','lambda.amazonaws.com']",
                "'Federated':'arn:aws:iam::111111111111:saml-provider/idp'"
            })
    void acceptsTrustPrincipals(String principal) {
        String text = HEAD + "{'Effect':'Allow','Principal':{" + principal + "},'Action':'sts:AssumeRole*'}}";
        assertThat(PolicyParser.parse(json(text), PolicyGrammar.TRUST).statements())
                .hasSize(1);
    }

    @Test
    void sharedProvidersNeedTheirTenantClaim() {
        String statement = "{'Effect':'Allow','Principal':{'Federated':"
                + "'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com'},"
                + "'Action':'sts:AssumeRoleWithWebIdentity','Condition':{'StringLike':"
                + "{'token.actions.githubusercontent.com:sub':'#'}}}";
        PolicyParser.parse(json(HEAD + statement.replace("#", "repo:octo/*") + "}"), PolicyGrammar.TRUST);
        assertThatThrownBy(
                        () -> PolicyParser.parse(json(HEAD + statement.replace("#", "*") + "}"), PolicyGrammar.TRUST))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("token.actions.githubusercontent.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "`` ~ Policies must be valid JSON and the first byte must be '{'",
                "` {}` ~ Policies must be valid JSON and the first byte must be '{'",
                "{ ~ This policy contains invalid Json",
                "{} ~ Missing required field Statement",
                "{'Statement':[]} ~ Could not parse the policy: Statement is empty!",
                "{'Version':'2013-10-17','Statement':[]} ~ The policy must contain a valid version string",
                "{'Statemen':[]} ~ Unknown field Statemen"
            })
    void refusesBucketDocuments(String text, String message) {
        refusedForBucket(text, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'Principal':'*','Action':'s3:GetObject','Resource':'@/*' ~ Missing required field Effect",
                "'Effect':'allow','Principal':'*','Action':'s3:GetObject','Resource':'@/*' ~ Invalid effect: allow",
                "'Effect':'Allow','Action':'s3:GetObject','Resource':'@/*' ~ Missing required field Principal",
                "'Effect':'Allow','Principal':'*','Resource':'@/*' ~ Missing required field Action",
                "'Effect':'Allow','Principal':'*','Action':'s3:GetObject' ~ Missing required field Resource",
                "'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111111111111:user/*'},'Action':'s3:GetObject',"
                        + "'Resource':'@/*' ~ Invalid principal in policy",
                "'Effect':'Allow','Principal':{'AWS':'AKIAABCDEFGHIJKLMNOPQ'},'Action':'s3:GetObject',"
                        + "'Resource':'@/*' ~ Invalid principal in policy",
                "'Effect':'Allow','Principal':'*','Action':'s3:Fetch','Resource':'@/*' ~ Policy has invalid action",
                "'Effect':'Allow','Principal':'*','Action':'iam:GetUser','Resource':'@/*'"
                        + " ~ Policy has invalid action",
                "'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'arn:aws:s3:::other/*'"
                        + " ~ Policy has invalid resource",
                "'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'@'"
                        + " ~ Action does not apply to any resource(s) in statement",
                "'Effect':'Allow','Principal':'*','Action':['s3:GetObject','s3:ListBucket'],'Resource':'@/*'"
                        + " ~ Action does not apply to any resource(s) in statement",
                "'Effect':'Allow','Principal':'*','Action':'s3:ListAllMyBuckets','Resource':'@'"
                        + " ~ Action does not apply to any resource(s) in statement",
                "'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'@/*',"
                        + "'Condition':{'StringIs':{'aws:UserAgent':'x'}} ~ Invalid Condition type : StringIs",
                "'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'@/*',"
                        + "'Condition':{'StringLike':{'s3:nothing':'x'}} ~ Policy has an invalid condition key",
                "'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'@/*',"
                        + "'Condition':{'StringLike':{'s3:prefix':'x'}}"
                        + " ~ Conditions do not apply to combination of actions and resources in statement",
                "'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'@/*',"
                        + "'Condition':{'IpAddress':{'aws:SourceIp':'home'}} ~ Invalid policy syntax."
            })
    void refusesBucketStatements(String members, String message) {
        refusedForBucket(HEAD + "[{" + members.replace("@", "arn:aws:s3:::mine") + "}]}", message);
    }

    @Test
    void acceptsOrdinaryBucketPolicies() {
        String text = HEAD + "[{'Sid':'a b','Effect':'Allow','Principal':{'AWS':['111111111111'],'Service':"
                + "'logging.s3.amazonaws.com'},'Action':['s3:GetObject','s3:List*'],'Resource':"
                + "['arn:aws:s3:::mine','arn:aws:s3:::mine/*'],'Condition':{'Bool':{'aws:SecureTransport':true},"
                + "'StringEquals':{'s3:ExistingObjectTag/Team':'x'}}},"
                + "{'Effect':'Deny','NotPrincipal':{'AWS':'arn:aws:iam::111111111111:root'},'Action':'s3:*',"
                + "'Resource':'arn:aws:s3:::mine*'}]}";
        assertThat(PolicyParser.parseBucketPolicy(json(text), "mine").statements())
                .hasSize(2);
    }

    @Test
    void refusedActionIsNamedInTheDetail() {
        String text = HEAD + "{'Effect':'Allow','Principal':'*','Action':'s3:Fetch','Resource':'arn:aws:s3:::mine/*'}}";
        assertThatThrownBy(() -> PolicyParser.parseBucketPolicy(json(text), "mine"))
                .isInstanceOfSatisfying(
                        AwsException.class, error -> assertThat(error.details()).containsEntry("Detail", "s3:Fetch"));
    }

    @Test
    void resourceControlPoliciesDenyEveryone() {
        String deny = HEAD + "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*'}}";
        assertThat(PolicyParser.parse(json(deny), PolicyGrammar.RESOURCE_CONTROL)
                        .statements())
                .hasSize(1);
        refused(
                deny.replace("Deny", "Allow"),
                PolicyGrammar.RESOURCE_CONTROL,
                "MalformedPolicyDocument",
                "The provided policy document does not meet the requirements of the specified policy type.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Action':'*'",
                "'Action':'*:*'",
                "'Action':['s3:*','*']",
                "'NotAction':'s3:*'",
                "'Action':'iam:*'",
                "'Action':['sts:AssumeRole','IAM:PassRole']",
                "'Action':'organizations:LeaveOrganization'"
            })
    void resourceControlPoliciesNameServicesThatHaveThem(String action) {
        refused(
                HEAD + "{'Effect':'Deny','Principal':'*'," + action + ",'Resource':'*'}}",
                PolicyGrammar.RESOURCE_CONTROL,
                "MalformedPolicyDocument",
                "The provided policy document does not meet the requirements of the specified policy type.");
        String serviceControl = HEAD + "{'Effect':'Deny'," + action + ",'Resource':'*'}}";
        assertThat(PolicyParser.parse(json(serviceControl), PolicyGrammar.SERVICE_CONTROL)
                        .statements())
                .hasSize(1);
    }

    @Test
    void resourceControlPoliciesMayNameAnyOtherService() {
        String deny = HEAD + "{'Effect':'Deny','Principal':'*','Action':['s3:*','sts:*','kms:Dec?ypt','sqs:*'],"
                + "'Resource':'*'}}";
        assertThat(PolicyParser.parse(json(deny), PolicyGrammar.RESOURCE_CONTROL)
                        .statements())
                .hasSize(1);
    }

    @Test
    void deepAndHugeDocumentsAreRefused() {
        refused("[".repeat(100_000), PolicyGrammar.MANAGED, "MalformedPolicyDocument", "Syntax errors in policy.");
        refused(" ".repeat(200_000), PolicyGrammar.MANAGED, "MalformedPolicyDocument", "Syntax errors in policy.");
    }

    @Test
    void mapsPrincipalsInPlace() {
        String text = json("{ 'Statement' : [ {'Principal':{'Service':'arn:x', 'AWS' : ['arn:x','y\\u0041']},"
                + "'Sid':'arn:x','Resource':'arn:x'},\n{'NotPrincipal':'arn:x'},{'Principal':{'AWS':'arn:x'}} ]}");
        String mapped = PolicyText.mapPrincipals(text, value -> value.equals("arn:x") ? "Q\"" : value);
        String expected = json("{ 'Statement' : [ {'Principal':{'Service':'arn:x', 'AWS' : ['Q\\\"','y\\u0041']},"
                + "'Sid':'arn:x','Resource':'arn:x'},\n{'NotPrincipal':'Q\\\"'},{'Principal':{'AWS':'Q\\\"'}} ]}");
        assertThat(mapped).isEqualTo(expected);
        assertThat(PolicyText.mapPrincipals(text, value -> value)).isEqualTo(text);
    }

    @Test
    void whiteSpaceDoesNotCount() {
        assertThat(PolicyText.sizeWithoutWhitespace("{ \"a\" :\t\"b\"\r\n}")).isEqualTo(9);
    }

    private static void refused(String text, PolicyGrammar kind, String code, String message) {
        assertThatThrownBy(() -> PolicyParser.parse(json(text), kind))
                .isInstanceOfSatisfying(AwsException.class, error -> {
                    assertThat(error.code().code()).isEqualTo(code);
                    assertThat(error.code().status()).isEqualTo(400);
                    assertThat(error.text()).isEqualTo(message);
                });
    }

    private static void refusedForBucket(String text, String message) {
        assertThatThrownBy(() -> PolicyParser.parseBucketPolicy(json(text), "mine"))
                .isInstanceOfSatisfying(AwsException.class, error -> {
                    assertThat(error.code().code()).isEqualTo("MalformedPolicy");
                    assertThat(error.text()).isEqualTo(message);
                });
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
