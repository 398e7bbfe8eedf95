// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeactivateMFADeviceRequest;
import io.drawbridge.iam.model.DeactivateMFADeviceResponse;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Removes a virtual MFA device from its user or root; the device stays, unassigned.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html">DeactivateMFADevice</a>
 */
final class DeactivateMFADevice implements ApiAction<DeactivateMFADeviceRequest, DeactivateMFADeviceResponse> {
    private final MfaDevices devices;

    DeactivateMFADevice(MfaDevices devices) {
        this.devices = devices;
    }

    @Override
    public Operation<DeactivateMFADeviceRequest, DeactivateMFADeviceResponse> operation() {
        return DeactivateMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeactivateMFADeviceRequest input, RequestContext context) {
        return List.of(owner(input, context).check("iam:DeactivateMFADevice", devices.store(), context));
    }

    @Override
    public DeactivateMFADeviceResponse handle(DeactivateMFADeviceRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = devices.store();
        CredentialOwner owner = owner(input, context);
        store.changeOnly(context, transaction -> {
            String ownerId = owner.id(transaction, store, account);
            MfaDevice device = devices.requireOf(transaction, account, ownerId, input.serialNumber());
            store.tables().mfaDevices().put(transaction, device.deactivated());
        });
        return DeactivateMFADeviceResponse.builder().build();
    }

    private CredentialOwner owner(DeactivateMFADeviceRequest input, RequestContext context) {
        return input.userName() == null
                ? CredentialOwner.of(null, context)
                : CredentialOwner.named(input.userName(), devices.store(), context);
    }
}
