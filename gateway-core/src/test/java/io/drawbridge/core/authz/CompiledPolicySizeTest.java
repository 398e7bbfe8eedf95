// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the size estimate with the memory that compilation allocates, of which the policy keeps only a part. */
class CompiledPolicySizeTest {
    private static final PolicyOrigin ORIGIN = new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect':'Allow','Action':'*','Resource':'*'}",
                "{'Effect':'Deny','NotAction':['s3:Get*','s3:Put*'],'NotResource':['arn:aws:s3:::b/${aws:username}/*']}",
                "{'Effect':'Allow','Action':['s3:GetObject','s3:PutObject','s3:ListBucket','iam:PassRole'],"
                        + "'Resource':['arn:aws:s3:::bucket','arn:aws:s3:::bucket/*'],'Condition':{'StringLike':"
                        + "{'s3:prefix':['home/*','public/*']},'IpAddress':{'aws:SourceIp':['10.0.0.0/8']}}}"
            })
    void theEstimateIsNotBelowWhatIsKept(String statement) {
        for (int count : new int[] {1, 10, 100}) {
            String text = "{'Version':'2012-10-17','Statement':["
                    + String.join(",", java.util.Collections.nCopies(count, statement)) + "]}";
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            String json = text.replace('\'', '"');
            CompiledPolicy warm = CompiledPolicy.compile(PolicyParser.readStored(json, PolicyGrammar.MANAGED), ORIGIN);
            var document = PolicyParser.readStored(json, PolicyGrammar.MANAGED);
            long before = threads.getCurrentThreadAllocatedBytes();
            CompiledPolicy policy = CompiledPolicy.compile(document, ORIGIN);
            long compiled = threads.getCurrentThreadAllocatedBytes() - before;
            // The document keeps its text and about the same size again in elements.
            assertThat(policy.estimatedBytes())
                    .as("%d statements", count)
                    .isGreaterThan(compiled * 3 / 4 + json.length());
            assertThat(warm.estimatedBytes()).isEqualTo(policy.estimatedBytes());
        }
    }
}
