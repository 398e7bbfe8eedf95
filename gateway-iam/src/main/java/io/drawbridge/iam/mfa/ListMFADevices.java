// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListMFADevicesRequest;
import io.drawbridge.iam.model.ListMFADevicesResponse;
import io.drawbridge.iam.model.MFADevice;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;
import java.util.Locale;

/**
 * Lists the MFA devices of a user, or of the caller when no name is given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html">ListMFADevices</a>
 */
final class ListMFADevices implements ApiAction<ListMFADevicesRequest, ListMFADevicesResponse> {
    private final MfaDevices devices;
    private final Pager pager;

    ListMFADevices(MfaDevices devices, Pager pager) {
        this.devices = devices;
        this.pager = pager;
    }

    @Override
    public Operation<ListMFADevicesRequest, ListMFADevicesResponse> operation() {
        return ListMFADevicesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListMFADevicesRequest input, RequestContext context) {
        return List.of(owner(input, context).check("iam:ListMFADevices", devices.store(), context));
    }

    @Override
    public ListMFADevicesResponse handle(ListMFADevicesRequest input, RequestContext context) {
        AccountId account = context.account();
        EntityStore store = devices.store();
        CredentialOwner owner = owner(input, context);
        PageRequest request = PageRequest.of(
                pager, "iam:ListMFADevices", context, input.marker(), input.maxItems(), owner.userName());
        return store.read(context, transaction -> {
            String ownerId = owner.id(transaction, store, account);
            PageRequest.Page<MfaDevice> page = request.cut(
                    store.tables().mfaDevices().ofOwner(transaction, account, ownerId),
                    device -> device.pathAndName().toLowerCase(Locale.ROOT));
            return ListMFADevicesResponse.builder()
                    .mfaDevices(page.map(device -> MFADevice.builder()
                                    .userName(devices.userName(transaction, device))
                                    .serialNumber(device.arn().toString())
                                    .enableDate(device.enabledAt())
                                    .build())
                            .items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }

    private CredentialOwner owner(ListMFADevicesRequest input, RequestContext context) {
        return input.userName() == null
                ? CredentialOwner.of(null, context)
                : CredentialOwner.named(input.userName(), devices.store(), context);
    }
}
