// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.error.AwsException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Malicious documents: each is refused with AWS's error, or parsed at bounded cost. */
class HostileDocumentTest {
    private static final String OPEN = "{\"Version\":\"2012-10-17\",\"Statement\":";
    private static final Map<PolicyGrammar, String> NOT_JSON = Map.of(
            PolicyGrammar.MANAGED, "Syntax errors in policy.",
            PolicyGrammar.INLINE_USER, "Syntax errors in policy.",
            PolicyGrammar.SESSION, "Syntax errors in policy.",
            PolicyGrammar.SERVICE_CONTROL, "Syntax errors in policy.",
            PolicyGrammar.TRUST, "This policy contains invalid Json",
            PolicyGrammar.BUCKET, "This policy contains invalid Json");

    static Stream<String> noJson() {
        String good = OPEN + "[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";
        return Stream.of(
                // depth
                OPEN + "[".repeat(100) + "]".repeat(100) + "}",
                OPEN + "[".repeat(100_000),
                OPEN + "{\"Condition\":".repeat(50) + "1" + "}".repeat(51),
                // size
                good + " ".repeat(131_072),
                OPEN + "\"" + "a".repeat(200_000) + "\"}",
                // a duplicate member, at each level, also when spelled differently
                OPEN + "[],\"Statement\":[]}",
                good.replace("\"Effect\"", "\"Action\":\"s3:*\",\"Effect\""),
                good.replace("\"Effect\"", "\"\\u0041ction\":\"s3:*\",\"Effect\""),
                good.replace("}]}", ",\"Condition\":{\"Bool\":{\"a\":\"b\"},\"Bool\":{\"c\":\"d\"}}}]}"),
                good.replace("}]}", ",\"Condition\":{\"Bool\":{\"a\":\"b\",\"a\":\"d\"}}}]}"),
                // an unpaired surrogate, and bytes that are not valid
                good.replace("s3:*", "s3:\\ud83d"),
                good.replace("s3:*", "s3:\ud83d"),
                good.replace("s3:*", "s3:\ude00\ud83d"),
                good.replace("\"Effect\"", "\"\\ude00\":1,\"Effect\""),
                good.replace("s3:*", "s3:\u0000"),
                good.replace("s3:*", "s3:\n"),
                // almost JSON
                good + good,
                good + "}",
                good.replace("]}", ",]}"),
                good.replace("\"s3:*\"", "'s3:*'"),
                good.replace("\"s3:*\"", "NaN"),
                good.replace("\"s3:*\"", "01"),
                good.replace("\"s3:*\"", "\"\\x\""),
                "{/* */" + good.substring(1),
                good.substring(0, good.length() - 2));
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void invalidJsonIsRefusedWithTheErrorOfEachKind(String text) {
        NOT_JSON.forEach((kind, message) -> assertThatThrownBy(() -> PolicyParser.parse(text, kind))
                .as("%s", kind)
                .isInstanceOfSatisfying(
                        AwsException.class, error -> assertThat(error.text()).isEqualTo(message)));
        assertThatThrownBy(() -> PolicyParser.readStored(text, PolicyGrammar.MANAGED))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyGrammar.class,
            names = {"MANAGED", "SESSION", "SERVICE_CONTROL"})
    void numbersOfAnySizeAreText(PolicyGrammar kind) {
        String digits = "9".repeat(900);
        String text = OPEN + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"NumericEquals\":{\"a:b\":[" + digits + ",1e999999999,-0.0,1E-400]}}}}";
        PolicyDocument document = PolicyParser.parse(text, kind);
        assertThat(document.statements().get(0).conditions().get(0).values())
                .containsExactly(digits, "1e999999999", "-0.0", "1E-400");
        CompiledPolicy.compile(document, new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null));
        assertThatThrownBy(() -> PolicyParser.parse(text.replace(digits, "9".repeat(140_000)), kind))
                .isInstanceOf(AwsException.class);
    }

    @Test
    void theMaximumNumberOfStatementsIsParsed() {
        String statement = "{\"Effect\":\"Deny\",\"NotAction\":\"a:b\",\"Resource\":\"*\"}";
        int count = 131_000 / (statement.length() + 1);
        String text = OPEN + "[" + String.join(",", java.util.Collections.nCopies(count, statement)) + "]}";
        PolicyDocument document = PolicyParser.parse(text, PolicyGrammar.MANAGED);
        assertThat(document.statements()).hasSize(count);
        CompiledPolicy.compile(document, new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null));
    }

    @Test
    void theMaximumNumberOfValuesAndWildcardsIsParsed() {
        String stars = "arn:aws:s3:::" + "*?".repeat(30_000);
        String many = "\"s3:*\"" + ",\"s3:?*?*\"".repeat(6000);
        PolicyDocument document = PolicyParser.parse(
                OPEN + "{\"Effect\":\"Allow\",\"Action\":[" + many + "],\"Resource\":\"" + stars + "\"}}",
                PolicyGrammar.MANAGED);
        assertThat(document.statements().get(0).actions().values()).hasSize(6001);
        assertThat(document.statements().get(0).resources().values()).isEqualTo(List.of(stars));
        CompiledPolicy.compile(document, new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null));
    }

    @Test
    void unterminatedVariablesAreText() {
        String open = "${".repeat(20_000);
        for (String text : List.of(open, "${a,'" + "'".repeat(20_001) + "}", open + "}", "${,}${}${'}")) {
            PolicyDocument document = PolicyParser.parse(
                    OPEN + "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::" + text + "\"}}",
                    PolicyGrammar.MANAGED);
            CompiledPolicy.compile(document, new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null))
                    .contextKeys();
        }
    }
}
