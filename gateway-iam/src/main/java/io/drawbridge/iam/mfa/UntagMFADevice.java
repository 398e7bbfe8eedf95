// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.UntagMFADeviceRequest;
import io.drawbridge.iam.model.UntagMFADeviceResponse;
import io.drawbridge.iam.store.MfaDevice;
import java.util.List;

/**
 * Removes tags of a virtual MFA device; keys that it does not have are ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagMFADevice.html">UntagMFADevice</a>
 */
final class UntagMFADevice implements ApiAction<UntagMFADeviceRequest, UntagMFADeviceResponse> {
    private final MfaDevices devices;

    UntagMFADevice(MfaDevices devices) {
        this.devices = devices;
    }

    @Override
    public Operation<UntagMFADeviceRequest, UntagMFADeviceResponse> operation() {
        return UntagMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UntagMFADeviceRequest input, RequestContext context) {
        return List.of(devices.on("iam:UntagMFADevice", input.serialNumber(), context)
                .with(IamConditions.tagKeys(input.tagKeys())));
    }

    @Override
    public UntagMFADeviceResponse handle(UntagMFADeviceRequest input, RequestContext context) {
        EntityStore store = devices.store();
        store.changeOnly(context, transaction -> {
            MfaDevice device = devices.require(transaction, context.account(), input.serialNumber());
            store.tables()
                    .mfaDevices()
                    .put(transaction, device.withTags(TagSet.OF_MFA_DEVICE.without(device.tags(), input.tagKeys())));
        });
        return UntagMFADeviceResponse.builder().build();
    }
}
