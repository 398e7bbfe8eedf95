// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on virtual MFA devices. */
public final class MfaActions implements ActionFamily<IamOperation> {
    private final MfaDevices devices;
    private final Creation creation;
    private final Pager pager;

    public MfaActions(EntityStore store, Creation creation, Pager pager) {
        this.devices = new MfaDevices(store);
        this.creation = creation;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_VIRTUAL_MFA_DEVICE,
                IamOperation.ENABLE_MFA_DEVICE,
                IamOperation.RESYNC_MFA_DEVICE,
                IamOperation.DEACTIVATE_MFA_DEVICE,
                IamOperation.DELETE_VIRTUAL_MFA_DEVICE,
                IamOperation.LIST_MFA_DEVICES,
                IamOperation.LIST_VIRTUAL_MFA_DEVICES,
                IamOperation.GET_MFA_DEVICE,
                IamOperation.TAG_MFA_DEVICE,
                IamOperation.UNTAG_MFA_DEVICE,
                IamOperation.LIST_MFA_DEVICE_TAGS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_VIRTUAL_MFA_DEVICE -> new CreateVirtualMFADevice(devices, creation);
            case ENABLE_MFA_DEVICE -> new EnableMFADevice(devices, creation);
            case RESYNC_MFA_DEVICE -> new ResyncMFADevice(devices, creation);
            case DEACTIVATE_MFA_DEVICE -> new DeactivateMFADevice(devices);
            case DELETE_VIRTUAL_MFA_DEVICE -> new DeleteVirtualMFADevice(devices);
            case LIST_MFA_DEVICES -> new ListMFADevices(devices, pager);
            case LIST_VIRTUAL_MFA_DEVICES -> new ListVirtualMFADevices(devices, pager);
            case GET_MFA_DEVICE -> new GetMFADevice(devices);
            case TAG_MFA_DEVICE -> new TagMFADevice(devices);
            case UNTAG_MFA_DEVICE -> new UntagMFADevice(devices);
            case LIST_MFA_DEVICE_TAGS -> new ListMFADeviceTags(devices, pager);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
