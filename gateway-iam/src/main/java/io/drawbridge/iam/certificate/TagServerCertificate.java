// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.TagServerCertificateRequest;
import io.drawbridge.iam.model.TagServerCertificateResponse;
import io.drawbridge.iam.store.ServerCertificate;
import java.util.List;

/**
 * Sets tags of a server certificate; other tags stay.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagServerCertificate.html">TagServerCertificate</a>
 */
final class TagServerCertificate implements ApiAction<TagServerCertificateRequest, TagServerCertificateResponse> {
    private final ServerCertificates certificates;

    TagServerCertificate(ServerCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Operation<TagServerCertificateRequest, TagServerCertificateResponse> operation() {
        return TagServerCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(TagServerCertificateRequest input, RequestContext context) {
        return List.of(certificates
                .on("iam:TagServerCertificate", input.serverCertificateName(), context)
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public TagServerCertificateResponse handle(TagServerCertificateRequest input, RequestContext context) {
        certificates.store().changeOnly(context, transaction -> {
            ServerCertificate certificate =
                    certificates.require(transaction, context.account(), input.serverCertificateName());
            certificates
                    .table()
                    .put(
                            transaction,
                            certificate.withTags(TagSet.OF_SERVER_CERTIFICATE.with(certificate.tags(), input.tags())));
        });
        return TagServerCertificateResponse.builder().build();
    }
}
