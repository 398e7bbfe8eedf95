// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every operator in every state of its key: a matching value, a value that does not match, no key, several policy
 * values, several request values, each with {@code IfExists} and the set qualifiers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
class ConditionOperatorTableTest {
    /** The operator, a policy value, a matching request value, one that does not match, one of the wrong type. */
    private static final String TABLE = """
            StringEquals | a | a | b |
            StringNotEquals | a | b | a |
            StringEqualsIgnoreCase | aB | Ab | b |
            StringNotEqualsIgnoreCase | aB | b | Ab |
            StringLike | a*c? | abcd | abc |
            StringNotLike | a*c? | abc | abcd |
            NumericEquals | 10 | 10.0 | 11 | ten
            NumericNotEquals | 10 | 11 | 10.0 | ten
            NumericLessThan | 10 | 9 | 10 | ten
            NumericLessThanEquals | 10 | 10 | 11 | ten
            NumericGreaterThan | 10 | 11 | 10 | ten
            NumericGreaterThanEquals | 10 | 10 | 9 | ten
            DateEquals | 2026-01-02 | 2026-01-02T00:00:00Z | 2026-01-03 | soon
            DateNotEquals | 2026-01-02 | 2026-01-03 | 1767312000 | soon
            DateLessThan | 2026-01-02 | 2026-01-01 | 2026-01-02 | soon
            DateLessThanEquals | 2026-01-02 | 2026-01-02 | 2026-01-03 | soon
            DateGreaterThan | 2026-01-02 | 2026-01-03 | 2026-01-02 | soon
            DateGreaterThanEquals | 2026-01-02 | 2026-01-02 | 2026-01-01 | soon
            Bool | true | TRUE | false | 1
            BinaryEquals | QmluYXJ5 | Binary | binary |
            IpAddress | 10.0.0.0/8 | 10.9.8.7 | 11.0.0.1 | here
            NotIpAddress | 10.0.0.0/8 | ::1 | ::ffff:10.9.8.7 | here
            ArnEquals | arn:aws:s3:::b* | arn:aws:s3:::bb | arn:aws:s3:::c |
            ArnNotEquals | arn:aws:s3:::b* | arn:aws:s3:::c | arn:aws:s3:::bb |
            ArnLike | arn:aws:iam::*:role/? | arn:aws:iam::1:role/a | arn:aws:iam::1:role/ab |
            ArnNotLike | arn:aws:iam::*:role/? | arn:aws:iam::1:role/ab | arn:aws:iam::1:role/a |
            """;

    @Test
    void theTableHasEveryOperatorButNull() {
        Set<ConditionOperator> missing = EnumSet.allOf(ConditionOperator.class);
        missing.remove(ConditionOperator.NULL);
        TABLE.lines()
                .forEach(row -> missing.remove(ConditionOperator.ofName(row.split("\\|", -1)[0].strip())
                        .orElseThrow()));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyOperatorInEveryState() {
        TABLE.lines().forEach(line -> {
            String[] row =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            new Row(row[0], row[1], row[2], row[3], row[4]).check();
        });
    }

    private record Row(String operator, String policy, String good, String bad, String wrongKind) {
        boolean negated() {
            return operator.contains("Not");
        }

        void check() {
            single();
            sets();
            if (!wrongKind.isEmpty()) {
                assertThat(holds("", wrongKind))
                        .as("%s of %s", operator, wrongKind)
                        .isFalse();
                assertThat(holds("IfExists", wrongKind)).as(operator).isFalse();
                assertThat(set("ForAllValues:", "", wrongKind)).as(operator).isFalse();
                assertThat(set("ForAnyValue:", "", wrongKind)).as(operator).isFalse();
            }
        }

        private void single() {
            for (String suffix : List.of("", "IfExists")) {
                assertThat(holds(suffix, good))
                        .as("%s%s of %s", operator, suffix, good)
                        .isTrue();
                assertThat(holds(suffix, bad))
                        .as("%s%s of %s", operator, suffix, bad)
                        .isFalse();
                assertThat(holds(suffix, good, good))
                        .as("%s of two values", operator)
                        .isFalse();
            }
            assertThat(holds("")).as("%s without key", operator).isEqualTo(negated());
            assertThat(holds("IfExists")).as("%sIfExists without key", operator).isTrue();
            // Several policy values: one match suffices, but a negated operator requires that none matches.
            assertThat(test(operator, "%%", policy).holds(values(good)))
                    .as("%s, or", operator)
                    .isTrue();
            assertThat(test(operator, "%%", policy).holds(values(bad)))
                    .as("%s, nor", operator)
                    .isFalse();
            assertThat(test(operator).holds(values(good)))
                    .as("%s of no policy values", operator)
                    .isEqualTo(negated());
        }

        private void sets() {
            assertThat(set("ForAllValues:", "", good, good)).as(operator).isTrue();
            assertThat(set("ForAllValues:", "", good, bad)).as(operator).isFalse();
            assertThat(set("ForAllValues:", "", bad)).as(operator).isFalse();
            assertThat(set("ForAllValues:", ""))
                    .as("ForAllValues:%s of nothing", operator)
                    .isTrue();
            assertThat(set("ForAllValues:", "IfExists")).as(operator).isTrue();
            assertThat(set("ForAllValues:", "", ""))
                    .as("ForAllValues:%s of an empty text", operator)
                    .isTrue();
            assertThat(set("ForAllValues:", "", "", bad)).as(operator).isFalse();
            assertThat(set("ForAnyValue:", "", bad, good)).as(operator).isTrue();
            assertThat(set("ForAnyValue:", "", bad, bad)).as(operator).isFalse();
            assertThat(set("ForAnyValue:", ""))
                    .as("ForAnyValue:%s of nothing", operator)
                    .isFalse();
            assertThat(set("ForAnyValue:", "IfExists")).as(operator).isTrue();
        }

        private boolean holds(String suffix, String... request) {
            return test(operator + suffix, policy).holds(values(request));
        }

        private boolean set(String prefix, String suffix, String... request) {
            return test(prefix + operator + suffix, policy).holds(values(request));
        }
    }

    @ParameterizedTest
    @CsvSource({"true,true,false", "TRUE,true,false", "false,false,true", "maybe,false,false"})
    void nullTestsOnlyWhetherTheKeyIsPresent(String policy, boolean absent, boolean present) {
        assertThat(test("Null", policy).holds(values())).isEqualTo(absent);
        assertThat(test("Null", policy).holds(ConditionValues.EMPTY)).isEqualTo(absent);
        assertThat(test("Null", policy).holds(values("x"))).isEqualTo(present);
        assertThat(test("Null", policy).holds(values("x", "y"))).isEqualTo(present);
        assertThat(ConditionTest.compile("NullIfExists", "k", List.of(policy), true))
                .isEmpty();
    }

    /** Dates in every precision of the W3C profile, and invalid ones. */
    @ParameterizedTest
    @CsvSource({
        "2026,2026-01-01T00:00:00Z",
        "2026-02,2026-02-01T00:00:00Z",
        "2026-02-03,2026-02-03T00:00:00Z",
        "2026-02-03T04:05Z,2026-02-03T04:05:00Z",
        "2026-02-03T04:05:06Z,2026-02-03T04:05:06Z",
        "2026-02-03T04:05:06.789Z,2026-02-03T04:05:06.789Z",
        "2026-02-03T04:05:06.1234567891Z,2026-02-03T04:05:06.123456789Z",
        "2026-02-03T04:05:06+05:30,2026-02-02T22:35:06Z",
        "2026-02-03T04:05:06-05:30,2026-02-03T09:35:06Z",
        "0,1970-01-01T00:00:00Z",
        "99999999999,5138-11-16T09:46:39Z",
        "100000000000,",
        "2026-13,",
        "2026-02-30,",
        "2026-02-03T24:00Z,",
        "2026-02-03T04:60Z,",
        "2026-02-03T04:05:60Z,",
        "2026-02-03T04:05,",
        "2026-02-03T04:05:06,",
        "2026-02-03T04:05:06.Z,",
        "2026-02-03T04Z,",
        "2026-02-03T04:05:06+19:00,",
        "2026-02-03 04:05:06Z,",
        "2026-02-03T04:05:06Zz,",
        "2026-2-3,",
        "202-01-01,",
        "-1,",
        "'',"
    })
    void datesAreParsedInEveryPrecision(String text, String expected) {
        assertThat(DateMatcher.parse(text)).isEqualTo(expected == null ? null : java.time.Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4,true",
        "0.0.0.0,true",
        "255.255.255.255,true",
        "1.2.3.4/0,true",
        "1.2.3.4/32,true",
        "::,true",
        "::1,true",
        "1::,true",
        "1:2:3:4:5:6:7:8,true",
        "1::8,true",
        "::ffff:1.2.3.4,true",
        "1:2:3:4:5:6:1.2.3.4,true",
        "::/0,true",
        "::/128,true",
        "ABCD::ef01,true",
        "::ffff:1.2.3.4/96,true",
        "256.1.1.1,false",
        "1.2.3,false",
        "1.2.3.4.5,false",
        "1.2.3.4/33,false",
        "1.2.3.4/,false",
        "1.2.3.4/-1,false",
        "1..3.4,false",
        "a.b.c.d,false",
        "1.2.3.4/0000,false",
        ":,false",
        ":::,false",
        "1::2::3,false",
        "1:2:3:4:5:6:7,false",
        "1:2:3:4:5:6:7:8:9,false",
        "1:2:3:4:5:6:7:8::,false",
        "12345::,false",
        "g::,false",
        "::/129,false",
        "1.2.3.4:5,false",
        "::1.2.3,false",
        "1:2:3:4:5:6:7:1.2.3.4,false",
        "1:,false",
        "'',false"
    })
    void addressesAreParsedOrRefused(String text, boolean valid) {
        assertThat(IpRange.parse(text) != null).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "10.0.0.0/31,10.0.0.1,true",
        "10.0.0.0/31,10.0.0.2,false",
        "0.0.0.0/0,255.1.2.3,true",
        "0.0.0.0/0,::1,false",
        "::/0,::1,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "2001:db8::/64,2001:db8::ffff:0:0:1,true",
        "2001:db8::/64,2001:db8:0:1::,false",
        "2001:db8::/65,2001:db8:0:0:7fff::,true",
        "2001:db8::/65,2001:db8:0:0:8000::,false",
        "2001:db8::1/128,2001:db8::1,true",
        "2001:db8::1/128,2001:db8::2,false",
        "::/1,8000::,false",
        "::/1,7fff::,true"
    })
    void rangesEndAtTheirPrefix(String range, String address, boolean within) {
        assertThat(test("IpAddress", range).holds(values(address))).isEqualTo(within);
        assertThat(test("NotIpAddress", range).holds(values(address))).isEqualTo(!within);
    }

    private static ConditionTest test(String operator, String... policyValues) {
        return ConditionTest.compile(operator, "K", List.of(policyValues), true).orElseThrow();
    }

    private static ConditionValues values(String... request) {
        return ConditionValues.of(Map.of("k", List.of(request)));
    }
}
