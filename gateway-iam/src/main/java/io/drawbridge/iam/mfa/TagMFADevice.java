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
import io.drawbridge.iam.model.TagMFADeviceRequest;
import io.drawbridge.iam.model.TagMFADeviceResponse;
import io.drawbridge.iam.store.MfaDevice;
import java.util.List;

/**
 * Sets tags of a virtual MFA device; other tags stay.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagMFADevice.html">TagMFADevice</a>
 */
final class TagMFADevice implements ApiAction<TagMFADeviceRequest, TagMFADeviceResponse> {
    private final MfaDevices devices;

    TagMFADevice(MfaDevices devices) {
        this.devices = devices;
    }

    @Override
    public Operation<TagMFADeviceRequest, TagMFADeviceResponse> operation() {
        return TagMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(TagMFADeviceRequest input, RequestContext context) {
        return List.of(devices.on("iam:TagMFADevice", input.serialNumber(), context)
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public TagMFADeviceResponse handle(TagMFADeviceRequest input, RequestContext context) {
        EntityStore store = devices.store();
        store.changeOnly(context, transaction -> {
            MfaDevice device = devices.require(transaction, context.account(), input.serialNumber());
            store.tables()
                    .mfaDevices()
                    .put(transaction, device.withTags(TagSet.OF_MFA_DEVICE.with(device.tags(), input.tags())));
        });
        return TagMFADeviceResponse.builder().build();
    }
}
