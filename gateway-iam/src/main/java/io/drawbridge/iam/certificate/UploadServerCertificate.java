// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.UploadServerCertificateRequest;
import io.drawbridge.iam.model.UploadServerCertificateResponse;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.ServerCertificate;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * Adds a server certificate with its private key and the certificates of its issuers.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html">UploadServerCertificate</a>
 */
final class UploadServerCertificate
        implements ApiAction<UploadServerCertificateRequest, UploadServerCertificateResponse> {
    private final ServerCertificates certificates;
    private final Creation creation;

    UploadServerCertificate(ServerCertificates certificates, Creation creation) {
        this.certificates = certificates;
        this.creation = creation;
    }

    @Override
    public Operation<UploadServerCertificateRequest, UploadServerCertificateResponse> operation() {
        return UploadServerCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UploadServerCertificateRequest input, RequestContext context) {
        return List.of(AccessCheck.onOwn(
                        "iam:UploadServerCertificate",
                        ServerCertificate.arn(
                                context.account(),
                                (input.path() == null ? EntityIdentity.PATH_DEFAULT : input.path())
                                        + input.serverCertificateName()))
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public UploadServerCertificateResponse handle(UploadServerCertificateRequest input, RequestContext context) {
        AccountId account = context.account();
        X509Certificate certificate = checked(input);
        ServerCertificate made = new ServerCertificate(
                EntityIdentity.created(
                        account,
                        input.serverCertificateName(),
                        input.path(),
                        creation.ids().serverCertificateId(account),
                        creation.now()),
                input.certificateBody(),
                input.certificateChain(),
                certificate.getNotAfter().toInstant(),
                TagSet.OF_SERVER_CERTIFICATE.with(Map.of(), input.tags()));
        certificates.store().changeOnly(context, transaction -> {
            if (certificates.table().find(transaction, account, made.name()).isPresent()) {
                throw ServerCertificates.exists(made.name());
            }
            IamLimits.requireRoom(
                    certificates.table().count(transaction, account),
                    IamLimits.SERVER_CERTIFICATES,
                    "ServerCertificatesPerAccount");
            certificates.table().put(transaction, made);
        });
        return UploadServerCertificateResponse.builder()
                .serverCertificateMetadata(ServerCertificates.listed(made))
                .tags(made.tags().isEmpty() ? null : ResponseMapper.tags(made.tags()))
                .build();
    }

    /** Checks that certificate, key and chain are what they should be and belong together. */
    private static X509Certificate checked(UploadServerCertificateRequest input) {
        X509Certificate certificate = Certificates.one(input.certificateBody())
                .orElseThrow(() ->
                        malformed("Unable to parse certificate. Please ensure the certificate is in PEM format."));
        PrivateKey key =
                PrivateKeys.parse(input.privateKey(), certificate.getPublicKey().getAlgorithm());
        if (!PrivateKeys.match(key, certificate.getPublicKey())) {
            throw new AwsException(
                    IamError.KEY_PAIR_MISMATCH, "The private key does not match the public key of the certificate.");
        }
        if (input.certificateChain() != null) {
            checkChain(certificate, Certificates.all(input.certificateChain()));
        }
        return certificate;
    }

    private static void checkChain(X509Certificate certificate, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw malformed("Unable to parse certificate chain. Please ensure the certificates are in PEM format.");
        }
        X509Certificate subject = certificate;
        for (X509Certificate issuer : chain) {
            try {
                subject.verify(issuer.getPublicKey());
            } catch (GeneralSecurityException e) {
                // The client learns that the chain is invalid, which is all that the cause says.
                throw malformed(
                        "Unable to validate certificate chain. The certificate chain must start with the immediate"
                                + " signing certificate, followed by any intermediaries in order.");
            }
            subject = issuer;
        }
    }

    private static AwsException malformed(String message) {
        return new AwsException(IamError.MALFORMED_CERTIFICATE, message);
    }
}
