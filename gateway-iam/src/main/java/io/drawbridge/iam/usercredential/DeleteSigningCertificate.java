// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteSigningCertificateRequest;
import io.drawbridge.iam.model.DeleteSigningCertificateResponse;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Deletes a signing certificate.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html">DeleteSigningCertificate</a>
 */
final class DeleteSigningCertificate
        implements ApiAction<DeleteSigningCertificateRequest, DeleteSigningCertificateResponse> {
    private final UserCredentials certificates;

    DeleteSigningCertificate(UserCredentials certificates) {
        this.certificates = certificates;
    }

    @Override
    public Operation<DeleteSigningCertificateRequest, DeleteSigningCertificateResponse> operation() {
        return DeleteSigningCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteSigningCertificateRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:DeleteSigningCertificate", certificates.store(), context));
    }

    @Override
    public DeleteSigningCertificateResponse handle(DeleteSigningCertificateRequest input, RequestContext context) {
        certificates.delete(context, CredentialOwner.of(input.userName(), context), input.certificateId());
        return DeleteSigningCertificateResponse.builder().build();
    }
}
