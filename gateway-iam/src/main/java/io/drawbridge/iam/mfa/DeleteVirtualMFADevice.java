// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteVirtualMFADeviceRequest;
import io.drawbridge.iam.model.DeleteVirtualMFADeviceResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.MfaDevice;
import java.util.List;

/**
 * Deletes an unassigned virtual MFA device.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html">DeleteVirtualMFADevice</a>
 */
final class DeleteVirtualMFADevice implements ApiAction<DeleteVirtualMFADeviceRequest, DeleteVirtualMFADeviceResponse> {
    private final MfaDevices devices;

    DeleteVirtualMFADevice(MfaDevices devices) {
        this.devices = devices;
    }

    @Override
    public Operation<DeleteVirtualMFADeviceRequest, DeleteVirtualMFADeviceResponse> operation() {
        return DeleteVirtualMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteVirtualMFADeviceRequest input, RequestContext context) {
        return List.of(devices.on("iam:DeleteVirtualMFADevice", input.serialNumber(), context));
    }

    @Override
    public DeleteVirtualMFADeviceResponse handle(DeleteVirtualMFADeviceRequest input, RequestContext context) {
        EntityStore store = devices.store();
        store.changeOnly(context, transaction -> {
            MfaDevice device = devices.require(transaction, context.account(), input.serialNumber());
            if (device.ownerId() != null) {
                throw new AwsException(IamError.DELETE_CONFLICT, "MFA VirtualDevice in use. Must deactivate first.");
            }
            store.tables().mfaDevices().delete(transaction, device);
        });
        return DeleteVirtualMFADeviceResponse.builder().build();
    }
}
