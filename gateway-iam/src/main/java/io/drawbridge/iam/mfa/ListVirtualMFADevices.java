// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListVirtualMFADevicesRequest;
import io.drawbridge.iam.model.ListVirtualMFADevicesResponse;
import io.drawbridge.iam.model.VirtualMFADevice;
import io.drawbridge.iam.store.MfaDevice;
import java.util.List;
import java.util.Locale;

/**
 * Lists the virtual MFA devices of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html">ListVirtualMFADevices</a>
 */
final class ListVirtualMFADevices implements ApiAction<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse> {
    private final MfaDevices devices;
    private final Pager pager;

    ListVirtualMFADevices(MfaDevices devices, Pager pager) {
        this.devices = devices;
        this.pager = pager;
    }

    @Override
    public Operation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse> operation() {
        return ListVirtualMFADevicesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListVirtualMFADevicesRequest input, RequestContext context) {
        return List.of(EntityAccess.onList("iam:ListVirtualMFADevices", "mfa", null, context));
    }

    @Override
    public ListVirtualMFADevicesResponse handle(ListVirtualMFADevicesRequest input, RequestContext context) {
        String status = input.assignmentStatus() == null ? "Any" : input.assignmentStatus();
        PageRequest request =
                PageRequest.of(pager, "iam:ListVirtualMFADevices", context, input.marker(), input.maxItems(), status);
        EntityStore store = devices.store();
        return store.read(context, transaction -> {
            PageRequest.Page<MfaDevice> page = request.walk(
                    (after, visitor) ->
                            store.tables().mfaDevices().walk(transaction, context.account(), after, visitor),
                    device -> status.equals("Any") || status.equals("Assigned") == (device.ownerId() != null),
                    device -> device.pathAndName().toLowerCase(Locale.ROOT));
            return ListVirtualMFADevicesResponse.builder()
                    .virtualMFADevices(page.map(device -> VirtualMFADevice.builder()
                                    .serialNumber(device.arn().toString())
                                    .user(devices.user(transaction, device))
                                    .enableDate(device.enabledAt())
                                    .build())
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }
}
