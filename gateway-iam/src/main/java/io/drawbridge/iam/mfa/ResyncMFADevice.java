// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.ResyncMFADeviceRequest;
import io.drawbridge.iam.model.ResyncMFADeviceResponse;
import io.drawbridge.iam.store.MfaCodes;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Synchronizes this server with the clock of a virtual MFA device by two of its codes in a row.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html">ResyncMFADevice</a>
 */
final class ResyncMFADevice implements ApiAction<ResyncMFADeviceRequest, ResyncMFADeviceResponse> {
    private final MfaDevices devices;
    private final Creation creation;

    ResyncMFADevice(MfaDevices devices, Creation creation) {
        this.devices = devices;
        this.creation = creation;
    }

    @Override
    public Operation<ResyncMFADeviceRequest, ResyncMFADeviceResponse> operation() {
        return ResyncMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ResyncMFADeviceRequest input, RequestContext context) {
        return List.of(CredentialOwner.named(input.userName(), devices.store(), context)
                .check("iam:ResyncMFADevice", devices.store(), context));
    }

    @Override
    public ResyncMFADeviceResponse handle(ResyncMFADeviceRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = devices.store();
        CredentialOwner owner = CredentialOwner.named(input.userName(), store, context);
        store.changeOnly(context, transaction -> {
            String ownerId = owner.id(transaction, store, account);
            MfaDevice device = devices.requireOf(transaction, account, ownerId, input.serialNumber());
            MfaCodes codes = CodeCheck.resyncing(
                            devices.seed(device),
                            device.codes(),
                            input.authenticationCode1(),
                            input.authenticationCode2(),
                            Totp.step(creation.clock().instant()))
                    .orElseThrow(MfaDevices::wrongCode);
            store.tables().mfaDevices().put(transaction, device.withCodes(codes));
        });
        return ResyncMFADeviceResponse.builder().build();
    }
}
