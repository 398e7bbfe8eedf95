// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.UntagServerCertificateRequest;
import io.drawbridge.iam.model.UntagServerCertificateResponse;
import io.drawbridge.iam.store.ServerCertificate;
import java.util.List;

/**
 * Removes tags of a server certificate; keys that it does not have are ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagServerCertificate.html">UntagServerCertificate</a>
 */
final class UntagServerCertificate implements ApiAction<UntagServerCertificateRequest, UntagServerCertificateResponse> {
    private final ServerCertificates certificates;

    UntagServerCertificate(ServerCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Operation<UntagServerCertificateRequest, UntagServerCertificateResponse> operation() {
        return UntagServerCertificateRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UntagServerCertificateRequest input, RequestContext context) {
        return List.of(certificates
                .on("iam:UntagServerCertificate", input.serverCertificateName(), context)
                .with(IamConditions.tagKeys(input.tagKeys())));
    }

    @Override
    public UntagServerCertificateResponse handle(UntagServerCertificateRequest input, RequestContext context) {
        certificates.store().changeOnly(context, transaction -> {
            ServerCertificate certificate =
                    certificates.require(transaction, context.account(), input.serverCertificateName());
            certificates
                    .table()
                    .put(
                            transaction,
                            certificate.withTags(
                                    TagSet.OF_SERVER_CERTIFICATE.without(certificate.tags(), input.tagKeys())));
        });
        return UntagServerCertificateResponse.builder().build();
    }
}
