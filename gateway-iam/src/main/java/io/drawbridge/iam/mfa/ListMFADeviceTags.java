// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListMFADeviceTagsRequest;
import io.drawbridge.iam.model.ListMFADeviceTagsResponse;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.store.MfaDevice;
import java.util.List;

/**
 * Lists the tags of a virtual MFA device.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADeviceTags.html">ListMFADeviceTags</a>
 */
final class ListMFADeviceTags implements ApiAction<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse> {
    private final MfaDevices devices;
    private final Pager pager;

    ListMFADeviceTags(MfaDevices devices, Pager pager) {
        this.devices = devices;
        this.pager = pager;
    }

    @Override
    public Operation<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse> operation() {
        return ListMFADeviceTagsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListMFADeviceTagsRequest input, RequestContext context) {
        return List.of(devices.on("iam:ListMFADeviceTags", input.serialNumber(), context));
    }

    @Override
    public ListMFADeviceTagsResponse handle(ListMFADeviceTagsRequest input, RequestContext context) {
        PageRequest request = PageRequest.of(
                pager, "iam:ListMFADeviceTags", context, input.marker(), input.maxItems(), input.serialNumber());
        MfaDevice device = devices.store()
                .read(context, transaction -> devices.require(transaction, context.account(), input.serialNumber()));
        PageRequest.Page<Tag> page = request.cutInOrder(ResponseMapper.tags(device.tags()));
        return ListMFADeviceTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
