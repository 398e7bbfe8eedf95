// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Condition operators. Lists are written with a bar; {@code -} means that the request lacks the key, {@code ()} an
 * empty string.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
class ConditionOperatorTest {
    @ParameterizedTest
    @CsvSource({
        "StringEquals,a,a,true",
        "StringEquals,a,A,false",
        "StringEquals,a|b,b,true",
        "StringEquals,a*,ab,false",
        "StringEquals,a,-,false",
        "StringNotEquals,a,b,true",
        "StringNotEquals,a,a,false",
        "StringNotEquals,a|b,b,false",
        "StringNotEquals,a|b,c,true",
        "StringNotEquals,a,-,true",
        "StringEqualsIgnoreCase,aB,Ab,true",
        "StringEqualsIgnoreCase,aB,Ac,false",
        "StringNotEqualsIgnoreCase,aB,Ab,false",
        "StringNotEqualsIgnoreCase,aB,x,true",
        "StringLike,a*c,abc,true",
        "StringLike,a*c,abd,false",
        "StringLike,a?,a,false",
        "StringNotLike,a*,abc,false",
        "StringNotLike,a*,b,true",
        "StringNotLike,a*,-,true",
        "NumericEquals,10,10.0,true",
        "NumericEquals,10,11,false",
        "NumericEquals,10,ten,false",
        "NumericEquals,x,10,false",
        "NumericNotEquals,10,11,true",
        "NumericNotEquals,10,10,false",
        "NumericNotEquals,10,ten,false",
        "NumericNotEquals,10,-,true",
        "NumericLessThan,10,9.5,true",
        "NumericLessThan,10,10,false",
        "NumericLessThanEquals,10,10,true",
        "NumericLessThanEquals,10,11,false",
        "NumericGreaterThan,-5,-4,true",
        "NumericGreaterThan,10,10,false",
        "NumericGreaterThanEquals,10,10,true",
        "NumericGreaterThanEquals,10,9,false",
        "NumericLessThan,10,-,false",
        "DateEquals,2013-06-30T00:00:00Z,1372550400,true",
        "DateEquals,2013-06-30,2013-06-30T02:00:00+02:00,true",
        "DateEquals,2013-06-30,2013-06-30T00:00:01Z,false",
        "DateEquals,2013,2013-01-01T00:00:00Z,true",
        "DateEquals,2013-06,2013-06-01T00:00:00.000Z,true",
        "DateEquals,2013-06-30T00:00Z,2013-06-30,true",
        "DateEquals,2013-06-30T00:00:00,2013-06-30,false",
        "DateNotEquals,2013-06-30,2013-06-30,false",
        "DateNotEquals,2013-06-30,2013-07-01,true",
        "DateNotEquals,2013-06-30,-,true",
        "DateNotEquals,2013-06-30,yesterday,false",
        "DateLessThan,2013-06-30,2013-06-29T23:59:59Z,true",
        "DateLessThan,2013-06-30,2013-06-30,false",
        "DateLessThanEquals,2013-06-30,2013-06-30,true",
        "DateLessThanEquals,2013-06-30,2013-07-01,false",
        "DateGreaterThan,2013-06-30,2013-06-30T00:00:00.5Z,true",
        "DateGreaterThan,2013-06-30,2013-06-30,false",
        "DateGreaterThanEquals,2013-06-30,2013-06-30,true",
        "DateGreaterThanEquals,2013-06-30,2013-06-29,false",
        "Bool,true,TRUE,true",
        "Bool,true,false,false",
        "Bool,yes,true,false",
        "Bool,false,-,false",
        "Bool,true,1,false",
        "BinaryEquals,QmluYXJ5,Binary,true",
        "BinaryEquals,QmluYXJ5,binary,false",
        "BinaryEquals,%%,Binary,false",
        "IpAddress,203.0.113.0/24,203.0.113.7,true",
        "IpAddress,203.0.113.9/24,203.0.113.7,true",
        "IpAddress,203.0.113.0/24,203.0.114.7,false",
        "IpAddress,203.0.113.7,203.0.113.7,true",
        "IpAddress,203.0.113.7,203.0.113.8,false",
        "IpAddress,0.0.0.0/0,1.2.3.4,true",
        "IpAddress,2001:DB8::/32,2001:db8:1:2::3,true",
        "IpAddress,2001:db8::/32,2001:db9::1,false",
        "IpAddress,::1,0:0:0:0:0:0:0:1,true",
        "IpAddress,::/0,1.2.3.4,false",
        "IpAddress,1.2.3.0/24,::ffff:1.2.3.4,true",
        "IpAddress,::ffff:1.2.3.0/120,1.2.3.4,true",
        "IpAddress,2001:db8::/100,2001:db8::fff:ffff,true",
        "IpAddress,1.2.3.4,not-an-address,false",
        "IpAddress,1.2.3,1.2.3.0,false",
        "IpAddress,1.2.3.4,-,false",
        "NotIpAddress,203.0.113.0/24,203.0.113.7,false",
        "NotIpAddress,203.0.113.0/24|10.0.0.0/8,10.1.2.3,false",
        "NotIpAddress,203.0.113.0/24,10.0.0.1,true",
        "NotIpAddress,203.0.113.0/24,::1,true",
        "NotIpAddress,203.0.113.0/24,junk,false",
        "NotIpAddress,203.0.113.0/24,-,true",
        "ArnEquals,arn:aws:iam::111111111111:role/*,arn:aws:iam::111111111111:role/a/b,true",
        "ArnEquals,arn:aws:iam::*:role/x,arn:aws:iam::111111111111:role/x,true",
        "ArnEquals,arn:aws:iam::1111*:role/x,arn:aws:iam::2111:role/x,false",
        "ArnLike,arn:aws:sns:*:1:t,arn:aws:sns:eu-west-1:1:t,true",
        "ArnLike,arn:aws:*:t,arn:aws:sns:eu-west-1:1:t,false",
        "ArnLike,arn:aws:s3:::B,arn:aws:s3:::b,false",
        "ArnLike,arn:aws:s3:::b,no-arn,false",
        "ArnNotEquals,arn:aws:s3:::b,arn:aws:s3:::b,false",
        "ArnNotEquals,arn:aws:s3:::b,arn:aws:s3:::c,true",
        "ArnNotLike,arn:aws:s3:::b*,arn:aws:s3:::bb,false",
        "ArnNotLike,arn:aws:s3:::b*,no-arn,true",
        "ArnNotLike,arn:aws:s3:::b*,-,true",
        "Null,true,-,true",
        "Null,true,x,false",
        "Null,false,x,true",
        "Null,false,-,false",
        "Null,TRUE,-,true",
        "StringEquals,a,a|b,false",
        "StringNotEquals,c,a|b,false",
        "ForAllValues:StringEquals,a|b,a|b,true",
        "ForAllValues:StringEquals,a|b,a|c,false",
        "ForAllValues:StringEquals,a|b,-,true",
        "ForAllValues:StringEquals,a|b,(),true",
        "ForAllValues:StringNotEquals,a|b,c|d,true",
        "ForAllValues:StringNotEquals,a|b,a|d,false",
        "ForAllValues:NumericLessThan,5,1|x,false",
        "ForAnyValue:StringEquals,a|b,c|b,true",
        "ForAnyValue:StringEquals,a|b,c|d,false",
        "ForAnyValue:StringEquals,a,-,false",
        "ForAnyValue:StringNotEquals,a|b,a|c,true",
        "ForAnyValue:StringNotEquals,a|b,a|b,false",
        "ForAnyValue:StringNotEquals,a,-,false",
        "ForAnyValue:StringLikeIfExists,a*,-,true",
        "ForAnyValue:StringLikeIfExists,a*,b|ab,true",
        "ForAnyValue:StringLikeIfExists,a*,b,false"
    })
    void holdsAsDocumented(String operator, String policy, String request, boolean expected) {
        assertThat(holds(operator, policy, request)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(ConditionOperator.class)
    void ifExistsHoldsWithoutTheKey(ConditionOperator operator) {
        if (operator == ConditionOperator.NULL) {
            assertThat(OperatorName.parse("NullIfExists")).isEmpty();
            return;
        }
        assertThat(holds(operator.documentName() + "IfExists", "1", "-")).isTrue();
        assertThat(holds(operator.documentName(), "1", "-")).isEqualTo(operator.negated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringEqual", "stringLikes", "ForAnyValue", "ForSomeValues:StringEquals", "IfExists", ""})
    void unknownOperatorsDoNotCompile(String operator) {
        assertThat(ConditionTest.compile(operator, "k", List.of("v"), true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "${aws:username},true,bob,true",
        "${aws:UserName}-x,true,bob-x,true",
        "${aws:username},false,bob,false",
        "${aws:username},false,${aws:username},true",
        "'${aws:none, ''team''}',true,team,true",
        "${aws:none},true,anything,false",
        "a${*}b,true,a*b,true",
        "a${*}b,true,axb,false",
        "${$}x,true,$x,true",
        "${tag}*,true,a*bc,true",
        "${tag}*,true,axbc,false",
        "${aws:tagkeys},true,one,false",
        "${open,true,${open,true"
    })
    void variablesAreResolved(String value, boolean variables, String request, boolean expected) {
        ConditionValues values = ConditionValues.of(Map.of(
                "k", List.of(request),
                "aws:username", List.of("bob"),
                "tag", List.of("a*b"),
                "aws:tagkeys", List.of("one")));
        ConditionTest test = ConditionTest.compile("StringLike", "K", List.of(value), variables)
                .orElseThrow();
        assertThat(test.holds(values)).isEqualTo(expected);
    }

    @Test
    void variableWithoutValueMatchesUnderNegatedOperators() {
        ConditionValues values = ConditionValues.of("k", "x");
        assertThat(ConditionTest.compile("StringNotEquals", "k", List.of("${none}"), true)
                        .orElseThrow()
                        .holds(values))
                .isTrue();
        assertThat(ConditionTest.compile("StringEquals", "k", List.of("${none}"), true)
                        .orElseThrow()
                        .holds(values))
                .isFalse();
    }

    @Test
    void keysAreFoundInAnyCase() {
        ConditionTest test = ConditionTest.compile("Bool", "AWS:SecureTransport", List.of("true"), true)
                .orElseThrow();
        assertThat(test.holds(ConditionValues.of("aws:securetransport", "true")))
                .isTrue();
        assertThat(test.holds(ConditionValues.EMPTY)).isFalse();
    }

    private static boolean holds(String operator, String policy, String request) {
        ConditionValues values =
                request.equals("-") ? ConditionValues.EMPTY : ConditionValues.of(Map.of("k", list(request)));
        return ConditionTest.compile(operator, "k", list(policy), true)
                .orElseThrow()
                .holds(values);
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split("\\|", -1))
                .map(item -> item.equals("()") ? "" : item)
                .toList();
    }
}
