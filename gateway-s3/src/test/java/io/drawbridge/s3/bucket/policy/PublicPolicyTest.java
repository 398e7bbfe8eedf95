// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                "StringLike | aws:userid | AROAEXAMPLE:* | true",
                "StringEquals | aws:userid | AIDAEXAMPLE | false",
                "StringEquals | aws:userid | anonymous | true",
                "StringEquals | aws:PrincipalAccount | anonymous | true",
                "StringEqualsIgnoreCase | aws:PrincipalAccount | ANONYMOUS | true",
                "StringEquals | aws:PrincipalAccount | Anonymous | false",
                "StringLike | AWS:PRINCIPALACCOUNT | anonymous | true",
                "ForAnyValue:StringEquals | aws:PrincipalAccount | anonymous | true",
                "StringEquals | aws:PrincipalType | Anonymous | true",
                "Null | aws:PrincipalArn | false | true",
                "StringEquals | s3:x-amz-server-side-encryption-aws-kms-key-id | arn:aws:kms:a:111122223333:key/k | true",
                "IpAddressIfExists | aws:SourceIp | 192.0.2.0/24 | true",
                "IpAddress | aws:SourceIp | ::ffff:0:0/96 | true",
                "IpAddress | aws:SourceIp | 192.168.0.0/16 | false",
                "NotIpAddress | aws:SourceIp | 0.0.0.0/0 | true"
            })
    void conditionDecides(String operator, String key, String value, boolean expected) {
        String statement = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::b/*\",\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"" + value
                + "\"}}}";
        assertThat(isPublic(statement)).isEqualTo(expected);
    }

    /** Each range alone is narrow enough; together they cover more than sixteen of the widest that are permitted. */
    @ParameterizedTest
    @CsvSource({"8,16,false", "8,17,true", "8,256,true", "9,32,false", "9,33,true", "32,256,false"})
    void rangesOfIpv4AreJudgedTogether(int prefixLength, int count, boolean expected) {
        List<String> ranges = IntStream.range(0, count)
                .mapToObj(i -> address((((i * 7L) % 512) << (32 - prefixLength)) + (11L << 24)) + "/" + prefixLength)
                .toList();
        assertThat(isPublic(from(ranges))).isEqualTo(expected);
        assertThat(isPublic(ranges.stream().map(range -> from(List.of(range))).collect(Collectors.joining(","))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"32,16,false", "32,17,true", "48,400,false", "128,400,false"})
    void rangesOfIpv6AreJudgedTogether(int prefixLength, int count, boolean expected) {
        List<String> ranges = IntStream.range(0, count)
                .mapToObj(i -> "2a00:" + Integer.toHexString(i + 1) + "::/" + prefixLength)
                .toList();
        assertThat(isPublic(from(ranges))).isEqualTo(expected);
    }

    @Test
    void aRangeThatIsNamedTwiceOrContainedInAnotherCountsOnce() {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ranges.add("11.0.0.0/8");
            ranges.add("11." + i + ".0.0/16");
            ranges.add("11.0.0.0/" + (8 + i % 25));
        }
        assertThat(isPublic(from(ranges))).isFalse();
    }

    @Test
    void aNarrowConditionCountsNextToAWideOne() {
        String narrow = "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}";
        String wide = "\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}";
        assertThat(isPublic(open(narrow + "," + wide))).isFalse();
        assertThat(isPublic(open(wide + ",\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}")))
                .isTrue();
        assertThat(isPublic(open(wide + ",\"ForAnyValue:IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}")))
                .isFalse();
        assertThat(isPublic(open("\"StringEquals\":{\"aws:PrincipalAccount\":[\"111122223333\",\"anonymous\"]}")))
                .isTrue();
    }

    private static String from(List<String> ranges) {
        return open("\"IpAddress\":{\"aws:SourceIp\":"
                + ranges.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")) + "}");
    }

    private static String open(String conditions) {
        return "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"arn:aws:s3:::b/*\",\"Condition\":{" + conditions + "}}";
    }

    private static String address(long ipv4) {
        return (ipv4 >> 24 & 255) + "." + (ipv4 >> 16 & 255) + "." + (ipv4 >> 8 & 255) + "." + (ipv4 & 255);
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
