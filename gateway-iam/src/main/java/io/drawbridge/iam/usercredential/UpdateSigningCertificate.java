// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.UpdateSigningCertificateRequest;
import io.drawbridge.iam.model.UpdateSigningCertificateResponse;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Activates or deactivates a signing certificate.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html">UpdateSigningCertificate</a>
 */
final class UpdateSigningCertificate
        implements ApiAction<UpdateSigningCertificateRequest, UpdateSigningCertificateResponse> {
    private final UserCredentials certificates;

    UpdateSigningCertificate(UserCredentials certificates) {
        this.certificates = certificates;
    }

    @Override
    public Operation<UpdateSigningCertificateRequest, UpdateSigningCertificateResponse> operation() {
        return UpdateSigningCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateSigningCertificateRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:UpdateSigningCertificate", certificates.store(), context));
    }

    @Override
    public UpdateSigningCertificateResponse handle(UpdateSigningCertificateRequest input, RequestContext context) {
        certificates.setStatus(
                context, CredentialOwner.of(input.userName(), context), input.certificateId(), input.status());
        return UpdateSigningCertificateResponse.builder().build();
    }
}
