// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
final class PublicPolicyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "StringEquals | aws:SourceVpc | vpc-1 | false",
                "StringEquals | aws:PrincipalOrgID | o-1 | false",
                "StringEqualsIgnoreCase | aws:PrincipalAccount | 111122223333 | false",
                "StringLike | aws:PrincipalOrgID | o-1 | false",
                "StringLike | aws:PrincipalOrgID | o-* | true",
                "StringLike | aws:SourceVpc | vpc-? | true",
                "StringEquals | aws:PrincipalOrgID | ${aws:PrincipalTag/org} | true",
                "StringEqualsIfExists | aws:PrincipalOrgID | o-1 | true",
                "ForAllValues:StringEquals | aws:PrincipalOrgPaths | o-1/r-1/ | true",
                "ForAnyValue:StringEquals | aws:PrincipalOrgPaths | o-1/r-1/ | false",
                "StringNotEquals | aws:SourceVpc | vpc-1 | true",
                "StringEquals | aws:Referer | x | true",
                "StringEquals | s3:prefix | x | true",
                "Bool | aws:SecureTransport | true | true",
                "Bool | aws:PrincipalIsAWSService | true | false",
                "Bool | aws:PrincipalIsAWSService | false | true",
                "IpAddress | aws:SourceIp | 192.0.2.0/24 | false",
                "IpAddress | aws:SourceIp | 10.0.0.0/8 | false",
                "IpAddress | aws:SourceIp | 10.0.0.0/7 | true",
                "IpAddress | aws:SourceIp | 0.0.0.0/0 | true",
                "IpAddress | aws:SourceIp | 2001:db8::/32 | false",
                "IpAddress | aws:SourceIp | 2001:db8::/31 | true",
                "NotIpAddress | aws:SourceIp | 192.0.2.0/24 | true",
                "ArnLike | aws:PrincipalArn | arn:aws:iam::111122223333:role/* | false",
                "ArnLike | aws:PrincipalArn | arn:aws:iam::*:role/x | true",
                "ArnEquals | aws:SourceArn | arn:aws:sns:us-east-1:111122223333:t | false",
                "ArnLike | s3:DataAccessPointArn | arn:aws:s3:us-east-1:111122223333:accesspoint/* | false",
                "StringLike | aws:userid | AROAEXAMPLE:* | true"
            })
    void conditionDecides(String operator, String key, String value, boolean expected) {
        String statement = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::b/*\",\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"" + value
                + "\"}}}";
        assertThat(isPublic(statement)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Allow | \"Principal\":\"*\" | true",
                "Deny | \"Principal\":\"*\" | false",
                "Allow | \"Principal\":{\"AWS\":\"*\"} | true",
                "Allow | \"Principal\":{\"AWS\":[\"111122223333\",\"*\"]} | true",
                "Allow | \"Principal\":{\"AWS\":\"111122223333\"} | false",
                "Allow | \"Principal\":{\"Service\":\"logging.s3.amazonaws.com\"} | false",
                "Allow | \"Principal\":{\"Federated\":\"accounts.google.com\"} | true",
                "Allow | \"Principal\":{\"Federated\":\"arn:aws:iam::111122223333:saml-provider/p\"} | false",
                "Allow | \"NotPrincipal\":{\"AWS\":\"111122223333\"} | true"
            })
    void principalDecides(String effect, String principal, boolean expected) {
        assertThat(isPublic("{\"Effect\":\"" + effect + "\"," + principal
                        + ",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}"))
                .isEqualTo(expected);
    }

    @Test
    void onePublicStatementIsEnough() {
        String narrow = "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::b/*\"}";
        String open = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:ListBucket\","
                + "\"Resource\":\"arn:aws:s3:::b\"}";
        assertThat(isPublic(narrow + "," + open)).isTrue();
        assertThat(isPublic(narrow + "," + narrow)).isFalse();
    }

    private static boolean isPublic(String statements) {
        return PublicPolicy.isPublic(PolicyParser.readStored(
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}", PolicyGrammar.BUCKET));
    }
}
