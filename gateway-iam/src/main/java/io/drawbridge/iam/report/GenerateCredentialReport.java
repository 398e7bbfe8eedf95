// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.report;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.GenerateCredentialReportRequest;
import io.drawbridge.iam.model.GenerateCredentialReportResponse;
import io.drawbridge.iam.store.CredentialReport;
import io.drawbridge.iam.store.CredentialReportTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Generates a credential report of the account, unless the present one is younger than four hours.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html">GenerateCredentialReport</a>
 */
final class GenerateCredentialReport
        implements ApiAction<GenerateCredentialReportRequest, GenerateCredentialReportResponse> {
    private static final Duration CURRENT = Duration.ofHours(4);

    private final EntityStore store;
    private final Creation creation;

    GenerateCredentialReport(EntityStore store, Creation creation) {
        this.store = store;
        this.creation = creation;
    }

    @Override
    public Operation<GenerateCredentialReportRequest, GenerateCredentialReportResponse> operation() {
        return GenerateCredentialReportRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GenerateCredentialReportRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:GenerateCredentialReport"));
    }

    @Override
    public GenerateCredentialReportResponse handle(GenerateCredentialReportRequest input, RequestContext context) {
        Instant now = creation.now();
        CredentialReportTable reports = store.tables().credentialReports();
        boolean current = store.read(context, transaction -> reports.generatedAt(transaction, context.account()))
                .filter(at -> now.isBefore(at.plus(CURRENT)))
                .isPresent();
        if (current) {
            return GenerateCredentialReportResponse.builder().state("COMPLETE").build();
        }
        // Read before the change, so that a long report does not conflict with other changes.
        String content = store.read(
                context, transaction -> new ReportRows(store.tables(), transaction, context.account()).text());
        store.changeOnly(
                context,
                transaction -> reports.put(transaction, context.account(), new CredentialReport(now, content)));
        return GenerateCredentialReportResponse.builder()
                .state("STARTED")
                .description("No report exists. Starting a new report generation task")
                .build();
    }
}
