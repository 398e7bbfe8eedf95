// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.certificate.Certificates;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.UploadSigningCertificateRequest;
import io.drawbridge.iam.model.UploadSigningCertificateResponse;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds an X.509 signing certificate to a user, or to the caller when no name is given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html">UploadSigningCertificate</a>
 */
final class UploadSigningCertificate
        implements ApiAction<UploadSigningCertificateRequest, UploadSigningCertificateResponse> {
    private static final int SHOWN_MAX = 256;

    private final UserCredentials certificates;
    private final Creation creation;

    UploadSigningCertificate(UserCredentials certificates, Creation creation) {
        this.certificates = certificates;
        this.creation = creation;
    }

    @Override
    public Operation<UploadSigningCertificateRequest, UploadSigningCertificateResponse> operation() {
        return UploadSigningCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UploadSigningCertificateRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:UploadSigningCertificate", certificates.store(), context));
    }

    @Override
    public UploadSigningCertificateResponse handle(UploadSigningCertificateRequest input, RequestContext context) {
        CredentialOwner owner = CredentialOwner.of(input.userName(), context);
        AccountId account = context.account();
        Instant now = creation.now();
        Optional<X509Certificate> certificate = Certificates.one(input.certificateBody());
        return certificates.store().change(context, transaction -> {
            String ownerId = owner.id(transaction, certificates.store(), account);
            X509Certificate parsed = certificate.orElseThrow(() ->
                    new AwsException(IamError.MALFORMED_CERTIFICATE, "Certificate " + shown(input) + " is malformed."));
            if (now.isAfter(parsed.getNotAfter().toInstant())) {
                throw new AwsException(IamError.INVALID_CERTIFICATE, "Certificate is expired.");
            }
            List<UserCredential> present = certificates.of(transaction, account, owner);
            if (present.stream()
                    .anyMatch(other -> Certificates.one(other.body()).equals(certificate))) {
                throw new AwsException(
                        IamError.DUPLICATE_CERTIFICATE, "The same certificate is already associated with the user.");
            }
            IamLimits.requireRoom(present.size(), IamLimits.SIGNING_CERTIFICATES_PER_USER, "CertificatesPerUser");
            UserCredential credential = new UserCredential(
                    account,
                    ownerId,
                    certificates.kind(),
                    SigningCertificates.newId(certificates.store()),
                    true,
                    now,
                    input.certificateBody(),
                    Map.of());
            certificates.table().put(transaction, credential);
            return UploadSigningCertificateResponse.builder()
                    .certificate(
                            SigningCertificates.shown(credential, certificates.shownName(transaction, account, owner)))
                    .build();
        });
    }

    private static String shown(UploadSigningCertificateRequest input) {
        String body = input.certificateBody();
        return body.substring(0, Math.min(body.length(), SHOWN_MAX));
    }
}
