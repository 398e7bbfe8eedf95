// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListServerCertificateTagsRequest;
import io.drawbridge.iam.model.ListServerCertificateTagsResponse;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.store.ServerCertificate;
import java.util.List;

/**
 * Lists the tags of a server certificate.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificateTags.html">ListServerCertificateTags</a>
 */
final class ListServerCertificateTags
        implements ApiAction<ListServerCertificateTagsRequest, ListServerCertificateTagsResponse> {
    private final ServerCertificates certificates;
    private final Pager pager;

    ListServerCertificateTags(ServerCertificates certificates, Pager pager) {
        this.certificates = certificates;
        this.pager = pager;
    }

    @Override
    public Operation<ListServerCertificateTagsRequest, ListServerCertificateTagsResponse> operation() {
        return ListServerCertificateTagsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListServerCertificateTagsRequest input, RequestContext context) {
        return List.of(certificates.on("iam:ListServerCertificateTags", input.serverCertificateName(), context));
    }

    @Override
    public ListServerCertificateTagsResponse handle(ListServerCertificateTagsRequest input, RequestContext context) {
        PageRequest request = PageRequest.of(
                pager,
                "iam:ListServerCertificateTags",
                context,
                input.marker(),
                input.maxItems(),
                input.serverCertificateName());
        ServerCertificate certificate = certificates
                .store()
                .read(
                        context,
                        transaction ->
                                certificates.require(transaction, context.account(), input.serverCertificateName()));
        PageRequest.Page<Tag> page = request.cutInOrder(ResponseMapper.tags(certificate.tags()));
        return ListServerCertificateTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
