// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.caller;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.auth.CredentialSource;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Operation;
import io.drawbridge.sts.model.GetAccessKeyInfoRequest;
import io.drawbridge.sts.model.GetAccessKeyInfoResponse;
import java.util.List;

/**
 * Returns the account of an access key id; the id itself contains it.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html">GetAccessKeyInfo</a>
 */
final class GetAccessKeyInfo implements ApiAction<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> {
    private final CredentialSource credentials;

    GetAccessKeyInfo(CredentialSource credentials) {
        this.credentials = credentials;
    }

    @Override
    public Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> operation() {
        return GetAccessKeyInfoRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(GetAccessKeyInfoRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("sts:GetAccessKeyInfo"));
    }

    @Override
    public GetAccessKeyInfoResponse handle(GetAccessKeyInfoRequest input, RequestContext context) {
        // The ids of keys in a bootstrap file may contain no account.
        String account = credentials
                .find(input.accessKeyId())
                .map(credential -> credential.principal().account())
                .or(() -> UniqueIds.accountOf(input.accessKeyId()))
                .orElseThrow(() ->
                        new AwsException(CommonError.VALIDATION_ERROR, "Invalid Access Key ID: " + input.accessKeyId()))
                .digits();
        return GetAccessKeyInfoResponse.builder().account(account).build();
    }
}
