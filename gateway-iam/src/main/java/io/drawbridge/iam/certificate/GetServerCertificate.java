// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.GetServerCertificateRequest;
import io.drawbridge.iam.model.GetServerCertificateResponse;
import io.drawbridge.iam.store.ServerCertificate;
import java.util.List;

/**
 * Returns a server certificate.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html">GetServerCertificate</a>
 */
final class GetServerCertificate implements ApiAction<GetServerCertificateRequest, GetServerCertificateResponse> {
    private final ServerCertificates certificates;

    GetServerCertificate(ServerCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Operation<GetServerCertificateRequest, GetServerCertificateResponse> operation() {
        return GetServerCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetServerCertificateRequest input, RequestContext context) {
        return List.of(certificates.on("iam:GetServerCertificate", input.serverCertificateName(), context));
    }

    @Override
    public GetServerCertificateResponse handle(GetServerCertificateRequest input, RequestContext context) {
        ServerCertificate certificate = certificates
                .store()
                .read(
                        context,
                        transaction ->
                                certificates.require(transaction, context.account(), input.serverCertificateName()));
        return GetServerCertificateResponse.builder()
                .serverCertificate(io.drawbridge.iam.model.ServerCertificate.builder()
                        .serverCertificateMetadata(ServerCertificates.listed(certificate))
                        .certificateBody(certificate.body())
                        .certificateChain(certificate.chain())
                        .tags(ResponseMapper.tags(certificate.tags()))
                        .build())
                .build();
    }
}
