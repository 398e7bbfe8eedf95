// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyLintTest {
    private static final String GOOD = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {"Sid": "One", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
                {"Sid": "Two", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}
              ]
            }
            """;

    private static PolicyLint.Finding finding(String text, PolicyGrammar kind) {
        return PolicyLint.check(text, kind).orElseThrow();
    }

    @Test
    void aValidDocumentHasNoFinding() {
        assertThat(PolicyLint.check(GOOD, PolicyGrammar.MANAGED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Action\": \"s3:PutObject\" | \"Action\": 7 | 5 | 5 | a value has another type than its element takes",
                "\"Effect\": \"Deny\" | \"Effect\": \"Denied\" | 5 | 5 | Effect Denied (expected: Allow or Deny)",
                "\"Effect\": \"Deny\" | \"Effekt\": \"Deny\" | 5 | 5 | unknown element Effekt",
                "\"Sid\": \"One\" | \"NotAction\": \"x:y\" | 4 | 5 | NotAction stands next to its opposite",
                "2012-10-17 | 2013-10-17 | 4 | 5 | Version 2013-10-17 (expected: 2012-10-17 or 2008-10-17)"
            })
    void theFindingHasTheStatementAndTheReason(String old, String replacement, int line, int column, String hint) {
        PolicyLint.Finding finding = finding(GOOD.replace(old, replacement), PolicyGrammar.MANAGED);
        assertThat(finding)
                .isEqualTo(new PolicyLint.Finding(
                        line, column, "MalformedPolicyDocument", "Syntax errors in policy.", hint));
    }

    @Test
    void theFindingNamesTheSecondOfTwoEqualSids() {
        PolicyLint.Finding finding = finding(GOOD.replace("Two", "One"), PolicyGrammar.MANAGED);
        assertThat(finding.line()).isEqualTo(5);
        assertThat(finding.message()).contains("Statement IDs (SID)");
    }

    @Test
    void aCompleteTextOfAwsNeedsNoHint() {
        PolicyLint.Finding finding =
                finding(GOOD.replace("\"Resource\": \"*\"", "\"Resource\": \"bucket\""), PolicyGrammar.MANAGED);
        assertThat(finding.line()).isEqualTo(5);
        assertThat(finding.message()).contains("bucket");
        assertThat(finding.hint()).isNull();
    }

    @Test
    void theFindingForInvalidJsonHasItsPosition() {
        PolicyLint.Finding finding =
                finding(GOOD.replace("\"Sid\": \"Two\",", "\"Sid\": \"Two\""), PolicyGrammar.MANAGED);
        assertThat(finding.line()).isEqualTo(5);
        assertThat(finding.hint()).contains("comma");
        assertThat(finding("", PolicyGrammar.MANAGED).line()).isEqualTo(1);
        assertThat(finding("{} x", PolicyGrammar.MANAGED).hint()).isNotNull();
        assertThat(finding("{\"a\":1,\"a\":2}", PolicyGrammar.MANAGED).hint()).contains("twice");
    }

    @Test
    void aBucketPolicyIsForItsBucket() {
        String policy = GOOD.replace("\"Effect\"", "\"Principal\": \"*\", \"Effect\"")
                .replace("\"*\"}", "\"arn:aws:s3:::b/*\"}");
        assertThat(PolicyLint.checkBucketPolicy(policy, "b")).isEmpty();
        assertThat(PolicyLint.checkBucketPolicy(policy, "c").orElseThrow())
                .isEqualTo(new PolicyLint.Finding(4, 5, "MalformedPolicy", "Policy has invalid resource", null));
    }
}
