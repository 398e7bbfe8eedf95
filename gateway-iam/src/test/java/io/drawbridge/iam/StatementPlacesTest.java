// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drawbridge.iam.model.ContextEntry;
import io.drawbridge.iam.model.Position;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import io.drawbridge.iam.model.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The positions of matched statements, compared with responses of AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html">The example of the
 *     command line</a>
 */
final class StatementPlacesTest {
    private final IamBed bed = new IamBed();

    private List<String> places(String policy, String action) {
        return bed
                .call(
                        SimulateCustomPolicyRequest.OPERATION,
                        SimulateCustomPolicyRequest.builder()
                                .policyInputList(List.of(policy))
                                .actionNames(List.of(action))
                                .contextEntries(List.of(ContextEntry.builder()
                                        .contextKeyName("aws:CurrentTime")
                                        .contextKeyType("date")
                                        .contextKeyValues(List.of("2015-08-20T12:00:00Z"))
                                        .build()))
                                .build())
                .evaluationResults()
                .get(0)
                .matchedStatements()
                .stream()
                .map(statement -> place(statement.startPosition()) + "-" + place(statement.endPosition()))
                .toList();
    }

    private static String place(Position position) {
        return Objects.requireNonNull(position).line() + ":" + position.column();
    }

    /** The manual of the command line: line 1, columns 38 and 167. */
    @Test
    void aSingleStatementBeginsAfterItsBrace() {
        String example = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"dynamodb:*\","
                + "\"Resource\":\"*\",\"Condition\":{\"DateGreaterThan\":{\"aws:CurrentTime\":\"2015-08-16T12:00:00Z\"}}}}";
        assertThat(places(example, "dynamodb:CreateTable")).containsExactly("1:38-1:167");
    }

    /** AdministratorAccess in published responses: from line 3, column 17, to line 8, column 6. */
    @Test
    void theFirstOfAListBeginsAfterTheBracket() {
        assertThat(places("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }""", "s3:GetObject")).containsExactly("3:17-8:6");
    }

    @Test
    void theNextBeginsAfterTheOneBefore() {
        assertThat(places("""
                {"Statement": [ {"Effect":"Allow","Action":"*","Resource":"*"},
                  {"Effect":"Allow","Action":"*","Resource":"*"} ]}""", "s3:GetObject")).containsExactly("1:16-1:63", "1:63-2:49");
    }

    /** In published responses; the model of the API has other values. */
    @Test
    void thePolicyIsCalledIamPolicyOrThatOfTheBoundary() {
        assertThat(bed.call(
                                SimulateCustomPolicyRequest.OPERATION,
                                SimulateCustomPolicyRequest.builder()
                                        .policyInputList(List.of(IamBed.ALLOW_ALL))
                                        .permissionsBoundaryPolicyInputList(List.of(IamBed.ALLOW_ALL))
                                        .actionNames(List.of("s3:GetObject"))
                                        .build())
                        .evaluationResults()
                        .get(0)
                        .matchedStatements())
                .extracting(Statement::sourcePolicyId, Statement::sourcePolicyType)
                .containsExactly(
                        tuple("PolicyInputList.1", "IAM Policy"),
                        tuple("PermissionsBoundaryPolicyInputList.1", "Permissions Boundary Policy"));
    }
}
