// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.GetMFADeviceRequest;
import io.drawbridge.iam.model.GetMFADeviceResponse;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Describes an MFA device of a user, or of the caller when no name is given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html">GetMFADevice</a>
 */
final class GetMFADevice implements ApiAction<GetMFADeviceRequest, GetMFADeviceResponse> {
    private final MfaDevices devices;

    GetMFADevice(MfaDevices devices) {
        this.devices = devices;
    }

    @Override
    public Operation<GetMFADeviceRequest, GetMFADeviceResponse> operation() {
        return GetMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetMFADeviceRequest input, RequestContext context) {
        return List.of(owner(input, context).check("iam:GetMFADevice", devices.store(), context));
    }

    @Override
    public GetMFADeviceResponse handle(GetMFADeviceRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = devices.store();
        CredentialOwner owner = owner(input, context);
        return store.read(context, transaction -> {
            String ownerId = owner.id(transaction, store, account);
            MfaDevice device = devices.requireOf(transaction, account, ownerId, input.serialNumber());
            return GetMFADeviceResponse.builder()
                    .userName(devices.userName(transaction, device))
                    .serialNumber(device.arn().toString())
                    .enableDate(device.enabledAt())
                    .build();
        });
    }

    private CredentialOwner owner(GetMFADeviceRequest input, RequestContext context) {
        return input.userName() == null
                ? CredentialOwner.of(null, context)
                : CredentialOwner.named(input.userName(), devices.store(), context);
    }
}
