// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.EnableMFADeviceRequest;
import io.drawbridge.iam.model.EnableMFADeviceResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.MfaCodes;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.store.MfaDeviceTable;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Enables a virtual MFA device for a user, or for the root, by two of its codes in a row.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html">EnableMFADevice</a>
 */
final class EnableMFADevice implements ApiAction<EnableMFADeviceRequest, EnableMFADeviceResponse> {
    private final MfaDevices devices;
    private final Creation creation;

    EnableMFADevice(MfaDevices devices, Creation creation) {
        this.devices = devices;
        this.creation = creation;
    }

    @Override
    public Operation<EnableMFADeviceRequest, EnableMFADeviceResponse> operation() {
        return EnableMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(EnableMFADeviceRequest input, RequestContext context) {
        return List.of(CredentialOwner.named(input.userName(), devices.store(), context)
                .check("iam:EnableMFADevice", devices.store(), context));
    }

    @Override
    public EnableMFADeviceResponse handle(EnableMFADeviceRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = devices.store();
        CredentialOwner owner = CredentialOwner.named(input.userName(), store, context);
        MfaDeviceTable table = store.tables().mfaDevices();
        store.changeOnly(context, transaction -> {
            String ownerId = owner.id(transaction, store, account);
            MfaDevice device = devices.require(transaction, account, input.serialNumber());
            if (device.ownerId() != null) {
                throw new AwsException(IamError.ENTITY_ALREADY_EXISTS, "MFA Device is already in use.");
            }
            int present = table.ofOwner(transaction, account, ownerId).size();
            IamLimits.requireRoom(present, IamLimits.MFA_DEVICES_PER_USER, "MFADevicesPerUser");
            MfaCodes codes = CodeCheck.enabling(
                            devices.seed(device),
                            device.codes(),
                            input.authenticationCode1(),
                            input.authenticationCode2(),
                            Totp.step(creation.clock().instant()))
                    .orElseThrow(MfaDevices::wrongCode);
            table.put(transaction, device.enabled(ownerId, creation.now(), codes));
        });
        return EnableMFADeviceResponse.builder().build();
    }
}
