// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.report;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.GetCredentialReportRequest;
import io.drawbridge.iam.model.GetCredentialReportResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.CredentialReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Returns the credential report of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html">GetCredentialReport</a>
 */
final class GetCredentialReport implements ApiAction<GetCredentialReportRequest, GetCredentialReportResponse> {
    private static final Duration CURRENT = Duration.ofHours(4);

    private final EntityStore store;
    private final Creation creation;

    GetCredentialReport(EntityStore store, Creation creation) {
        this.store = store;
        this.creation = creation;
    }

    @Override
    public Operation<GetCredentialReportRequest, GetCredentialReportResponse> operation() {
        return GetCredentialReportRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetCredentialReportRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:GetCredentialReport"));
    }

    @Override
    public GetCredentialReportResponse handle(GetCredentialReportRequest input, RequestContext context) {
        CredentialReport report = store.read(
                        context,
                        transaction -> store.tables().credentialReports().find(transaction, context.account()))
                .orElseThrow(() -> new AwsException(IamError.REPORT_NOT_PRESENT, ""));
        if (!creation.now().isBefore(report.generatedAt().plus(CURRENT))) {
            throw new AwsException(
                    IamError.REPORT_EXPIRED, "The most recent credential report has expired. Generate a new one.");
        }
        return GetCredentialReportResponse.builder()
                .content(report.content().getBytes(StandardCharsets.UTF_8))
                .reportFormat("text/csv")
                .generatedTime(report.generatedAt())
                .build();
    }
}
