// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Documents of the Query protocol, byte for byte. */
class QueryEnvelopeTest {
    private static final ServiceModel IAM = new ServiceModel(
            "IAM", ServiceModel.Protocol.QUERY, "2010-05-08", "iam", "https://iam.amazonaws.com/doc/2010-05-08/");
    private static final StructureShape<DynamicStructure> NONE = DynamicStructure.shape("None");
    private static final StructureShape<DynamicStructure> RESULT = DynamicStructure.shape(
            "Result",
            new Member(
                    0, "Users", "Users", new ListShape(StringShape.ANY, "member", false, 0, 99), Member.Location.BODY),
            new Member(1, "IsTruncated", "IsTruncated", BooleanShape.ANY, Member.Location.BODY),
            new Member(2, "CreateDate", "CreateDate", TimestampShape.ISO8601, Member.Location.BODY));

    private static String written(@Nullable String wrapper, DynamicStructure output) {
        Operation<DynamicStructure, DynamicStructure> operation =
                new Operation<>(IAM, "ListUsers", "POST", "/", 200, NONE, output.shape(), null, wrapper);
        return new String(QueryCodec.encodeResponse(operation, output, "id"), StandardCharsets.UTF_8);
    }

    @Test
    void resultHasWrapperMetadataAndEmptyLists() {
        DynamicStructure output = DynamicStructure.of(RESULT, List.of(), false, Instant.ofEpochSecond(0));
        assertThat(written("ListUsersResult", output))
                .isEqualTo("<ListUsersResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListUsersResult>"
                        + "<Users/><IsTruncated>false</IsTruncated><CreateDate>1970-01-01T00:00:00Z</CreateDate>"
                        + "</ListUsersResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>"
                        + "</ListUsersResponse>");
    }

    @Test
    void actionWithoutResultHasOnlyMetadata() {
        assertThat(written(null, DynamicStructure.of(NONE)))
                .isEqualTo("<ListUsersResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ResponseMetadata>"
                        + "<RequestId>id</RequestId></ResponseMetadata></ListUsersResponse>");
    }

    @Test
    void errorNamesTheSideAtFault() {
        AwsException client = new AwsException(CommonError.ACCESS_DENIED, "no & never");
        assertThat(new String(QueryCodec.encodeError(IAM, client, "id"), StandardCharsets.UTF_8))
                .isEqualTo("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>"
                        + "<Type>Sender</Type><Code>AccessDenied</Code><Message>no &amp; never</Message></Error>"
                        + "<RequestId>id</RequestId></ErrorResponse>");
        AwsException server = new AwsException(CommonError.INTERNAL_FAILURE, "oh");
        assertThat(new String(QueryCodec.encodeError(IAM, server, "id"), StandardCharsets.UTF_8))
                .contains("<Type>Receiver</Type>");
    }

    private enum Two implements OperationName {
        FIRST,
        SECOND;

        @Override
        public String operationName() {
            return name();
        }

        @Override
        public Operation<?, ?> operation() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void coverageListsImplementedOperationsAndReasons() {
        assertThat(CoverageReport.render(
                        "IAM", List.of(Two.values()), Set.of(Two.FIRST), Set.of(), Map.of("SECOND", "console only")))
                .contains("1 of 2 operations are done.", "| FIRST | yes |  |", "| SECOND | no | console only |");
    }
}
