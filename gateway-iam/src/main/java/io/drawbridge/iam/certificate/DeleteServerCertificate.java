// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteServerCertificateRequest;
import io.drawbridge.iam.model.DeleteServerCertificateResponse;
import java.util.List;

/**
 * Deletes a server certificate.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServerCertificate.html">DeleteServerCertificate</a>
 */
final class DeleteServerCertificate
        implements ApiAction<DeleteServerCertificateRequest, DeleteServerCertificateResponse> {
    private final ServerCertificates certificates;

    DeleteServerCertificate(ServerCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Operation<DeleteServerCertificateRequest, DeleteServerCertificateResponse> operation() {
        return DeleteServerCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteServerCertificateRequest input, RequestContext context) {
        return List.of(certificates.on("iam:DeleteServerCertificate", input.serverCertificateName(), context));
    }

    @Override
    public DeleteServerCertificateResponse handle(DeleteServerCertificateRequest input, RequestContext context) {
        certificates.store().changeOnly(context, transaction -> certificates
                .table()
                .delete(
                        transaction,
                        certificates.require(transaction, context.account(), input.serverCertificateName())));
        return DeleteServerCertificateResponse.builder().build();
    }
}
