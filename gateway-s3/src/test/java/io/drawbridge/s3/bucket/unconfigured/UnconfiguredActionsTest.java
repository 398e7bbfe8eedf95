// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.unconfigured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.s3.S3Actions;
import io.drawbridge.s3.model.DeleteBucketCorsRequest;
import io.drawbridge.s3.model.DeleteBucketCorsResponse;
import io.drawbridge.s3.model.S3Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of fixed answers. */
final class UnconfiguredActionsTest {
    private static FixedAnswerTable.Row<DeleteBucketCorsRequest, DeleteBucketCorsResponse> row() {
        return new FixedAnswerTable.Row<>(
                S3Operation.DELETE_BUCKET_CORS,
                DeleteBucketCorsRequest.OPERATION,
                "s3:PutBucketCORS",
                DeleteBucketCorsRequest::bucket,
                bucket -> DeleteBucketCorsResponse.builder().build());
    }

    @Test
    void twoAnswersToOneOperationAreRefused() {
        assertThat(FixedAnswerTable.byName(List.of(row()))).containsOnlyKeys(S3Operation.DELETE_BUCKET_CORS);
        assertThatThrownBy(() -> FixedAnswerTable.byName(List.of(row(), row())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DELETE_BUCKET_CORS");
    }

    @Test
    void theOperationsWithAFixedAnswerAreKnown() {
        assertThat(S3Actions.fixedAnswers())
                .isEqualTo(FixedAnswerTable.operations())
                .hasSize(24)
                .contains(S3Operation.GET_BUCKET_CORS, S3Operation.GET_BUCKET_WEBSITE)
                .doesNotContain(S3Operation.GET_BUCKET_POLICY, S3Operation.PUT_BUCKET_VERSIONING);
    }
}
