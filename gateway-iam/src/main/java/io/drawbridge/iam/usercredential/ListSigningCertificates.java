// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListSigningCertificatesRequest;
import io.drawbridge.iam.model.ListSigningCertificatesResponse;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Lists the signing certificates of a user, or of the caller when no name is given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html">ListSigningCertificates</a>
 */
final class ListSigningCertificates
        implements ApiAction<ListSigningCertificatesRequest, ListSigningCertificatesResponse> {
    private final UserCredentials certificates;
    private final Pager pager;

    ListSigningCertificates(UserCredentials certificates, Pager pager) {
        this.certificates = certificates;
        this.pager = pager;
    }

    @Override
    public Operation<ListSigningCertificatesRequest, ListSigningCertificatesResponse> operation() {
        return ListSigningCertificatesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListSigningCertificatesRequest input, RequestContext context) {
        return List.of(CredentialOwner.of(input.userName(), context)
                .check("iam:ListSigningCertificates", certificates.store(), context));
    }

    @Override
    public ListSigningCertificatesResponse handle(ListSigningCertificatesRequest input, RequestContext context) {
        CredentialOwner owner = CredentialOwner.of(input.userName(), context);
        AccountId account = context.account();
        PageRequest request = PageRequest.of(
                pager, "iam:ListSigningCertificates", context, input.marker(), input.maxItems(), owner.userName());
        return certificates.store().read(context, transaction -> {
            String userName = certificates.shownName(transaction, account, owner);
            PageRequest.Page<UserCredential> page =
                    request.cut(certificates.of(transaction, account, owner), UserCredential::id);
            return ListSigningCertificatesResponse.builder()
                    .certificates(page.map(certificate -> SigningCertificates.shown(certificate, userName))
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }
}
