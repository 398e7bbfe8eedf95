// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.UpdateServerCertificateRequest;
import io.drawbridge.iam.model.UpdateServerCertificateResponse;
import io.drawbridge.iam.store.ServerCertificate;
import java.util.List;

/**
 * Changes the name or the path of a server certificate; its unique id stays.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html">UpdateServerCertificate</a>
 */
final class UpdateServerCertificate
        implements ApiAction<UpdateServerCertificateRequest, UpdateServerCertificateResponse> {
    private final ServerCertificates certificates;

    UpdateServerCertificate(ServerCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Operation<UpdateServerCertificateRequest, UpdateServerCertificateResponse> operation() {
        return UpdateServerCertificateRequest.OPERATION;
    }

    // AWS: the caller must be allowed to change both the old and the new ARN.
    @Override
    public List<AccessCheck> accessChecks(UpdateServerCertificateRequest input, RequestContext context) {
        AccessCheck before = certificates.on("iam:UpdateServerCertificate", input.serverCertificateName(), context);
        Arn after = certificates.store().read(context, transaction -> certificates
                .table()
                .find(transaction, context.account(), input.serverCertificateName())
                .map(certificate -> renamed(certificate, input).arn())
                .orElse(before.resource()));
        return after.equals(before.resource())
                ? List.of(before)
                : List.of(before, AccessCheck.onOwn("iam:UpdateServerCertificate", after));
    }

    @Override
    public UpdateServerCertificateResponse handle(UpdateServerCertificateRequest input, RequestContext context) {
        certificates.store().changeOnly(context, transaction -> {
            ServerCertificate before =
                    certificates.require(transaction, context.account(), input.serverCertificateName());
            ServerCertificate after = renamed(before, input);
            certificates.table().delete(transaction, before);
            if (certificates
                    .table()
                    .find(transaction, context.account(), after.name())
                    .isPresent()) {
                throw ServerCertificates.exists(after.name());
            }
            certificates.table().put(transaction, after);
        });
        return UpdateServerCertificateResponse.builder().build();
    }

    private static ServerCertificate renamed(ServerCertificate certificate, UpdateServerCertificateRequest input) {
        return certificate.renamed(
                input.newServerCertificateName() == null ? certificate.name() : input.newServerCertificateName(),
                input.newPath() == null ? certificate.path() : input.newPath());
    }
}
