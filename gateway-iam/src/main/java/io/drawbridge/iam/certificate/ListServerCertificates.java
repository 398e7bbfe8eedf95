// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListServerCertificatesRequest;
import io.drawbridge.iam.model.ListServerCertificatesResponse;
import io.drawbridge.iam.store.ServerCertificate;
import java.util.List;
import java.util.Locale;

/**
 * Lists the server certificates of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html">ListServerCertificates</a>
 */
final class ListServerCertificates implements ApiAction<ListServerCertificatesRequest, ListServerCertificatesResponse> {
    private final ServerCertificates certificates;
    private final Pager pager;

    ListServerCertificates(ServerCertificates certificates, Pager pager) {
        this.certificates = certificates;
        this.pager = pager;
    }

    @Override
    public Operation<ListServerCertificatesRequest, ListServerCertificatesResponse> operation() {
        return ListServerCertificatesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListServerCertificatesRequest input, RequestContext context) {
        return List.of(
                EntityAccess.onList("iam:ListServerCertificates", "server-certificate", input.pathPrefix(), context));
    }

    @Override
    public ListServerCertificatesResponse handle(ListServerCertificatesRequest input, RequestContext context) {
        PageRequest request = PageRequest.of(
                pager, "iam:ListServerCertificates", context, input.marker(), input.maxItems(), input.pathPrefix());
        String prefix = input.pathPrefix();
        return certificates.store().read(context, transaction -> {
            PageRequest.Page<ServerCertificate> page = request.walk(
                    (after, visitor) -> certificates.table().walk(transaction, context.account(), after, visitor),
                    certificate -> prefix == null || certificate.path().startsWith(prefix),
                    certificate -> certificate.name().toLowerCase(Locale.ROOT));
            return ListServerCertificatesResponse.builder()
                    .serverCertificateMetadataList(
                            page.map(ServerCertificates::listed).items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }
}
