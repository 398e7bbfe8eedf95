// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import org.junit.jupiter.api.Test;

/** Trust policies name principals of this partition only. */
final class TrustPartitionTest {
    @Test
    void principalsOfOtherPartitionsAreRefused() {
        IamBed bed = new IamBed();
        bed.role("near", IamBed.trust("arn:aws:iam::444455556666:root"));
        assertThatThrownBy(() -> bed.role("far", IamBed.trust("arn:aws-cn:iam::444455556666:root")))
                .isInstanceOfSatisfying(AwsException.class, e -> {
                    assertThat(e.code().code()).isEqualTo("MalformedPolicyDocument");
                    assertThat(e.text())
                            .isEqualTo("Invalid principal in policy: \"AWS\":\"arn:aws-cn:iam::444455556666:root\"");
                });
    }
}
