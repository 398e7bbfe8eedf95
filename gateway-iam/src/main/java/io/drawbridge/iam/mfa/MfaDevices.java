// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.store.User;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the MFA devices of the caller's account, checks the access to them and shows them. */
final class MfaDevices {
    private final EntityStore store;

    MfaDevices(EntityStore store) {
        this.store = store;
    }

    EntityStore store() {
        return store;
    }

    /** @throws AwsException NoSuchEntity */
    MfaDevice require(ReadTransaction transaction, AccountId account, String serialNumber) {
        return store.tables()
                .mfaDevices()
                .findBySerial(transaction, account, serialNumber)
                .orElseThrow(() -> missing(serialNumber));
    }

    /**
     * Returns the device that is enabled for the owner.
     *
     * @throws AwsException NoSuchEntity
     */
    MfaDevice requireOf(ReadTransaction transaction, AccountId account, String ownerId, String serialNumber) {
        return store.tables()
                .mfaDevices()
                .findBySerial(transaction, account, serialNumber)
                .filter(device -> ownerId.equals(device.ownerId()))
                .orElseThrow(() -> missing(serialNumber));
    }

    static AwsException missing(String serialNumber) {
        return new AwsException(
                IamError.NO_SUCH_ENTITY, "MFA Device with serial number " + serialNumber + " does not exist.");
    }

    /** @throws AwsException InvalidAuthenticationCode when the seed cannot be opened */
    byte[] seed(MfaDevice device) {
        return store.tables().mfaDevices().seed(device).orElseThrow(MfaDevices::wrongCode);
    }

    static AwsException wrongCode() {
        return new AwsException(IamError.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.");
    }

    /** Returns the check of an action on the device with the serial number, with its tags. */
    AccessCheck on(String action, String serialNumber, RequestContext context) {
        Arn named = Arn.parse(serialNumber)
                .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith("mfa/"))
                .orElseGet(() -> MfaDevice.arn(context.account(), "/" + serialNumber));
        Arn arn = store.read(context, transaction -> device(transaction, serialNumber, context)
                .map(MfaDevice::arn)
                .orElse(named));
        Map<String, String> tags = store.read(context, transaction -> device(transaction, serialNumber, context)
                .map(MfaDevice::tags)
                .orElse(Map.of()));
        return AccessCheck.onOwn(action, arn).with(IamConditions.policyTags(tags));
    }

    private Optional<MfaDevice> device(ReadTransaction transaction, String serialNumber, RequestContext context) {
        return store.tables().mfaDevices().findBySerial(transaction, context.account(), serialNumber);
    }

    /** Returns the name of the user that a device is enabled for; for the root, the account's alias or else its id. */
    @Nullable
    String userName(ReadTransaction transaction, MfaDevice device) {
        String ownerId = device.ownerId();
        if (ownerId != null && ownerId.equals(device.account().digits())) {
            return store.tables()
                    .accounts()
                    .find(transaction, device.account())
                    .map(Account::alias)
                    .orElse(ownerId);
        }
        io.drawbridge.iam.model.User user = user(transaction, device);
        return user == null ? null : user.userName();
    }

    /** Returns the user or root that a device is enabled for, as lists show it; null when it is unassigned. */
    io.drawbridge.iam.model.@Nullable User user(ReadTransaction transaction, MfaDevice device) {
        String ownerId = device.ownerId();
        if (ownerId == null) {
            return null;
        }
        if (ownerId.equals(device.account().digits())) {
            return io.drawbridge.iam.model.User.builder()
                    .userId(ownerId)
                    .arn(Arn.iam(device.account(), "root").toString())
                    .createDate(store.tables()
                            .accounts()
                            .find(transaction, device.account())
                            .map(Account::createdAt)
                            .orElse(null))
                    .build();
        }
        return store.entities()
                .byId(transaction, ownerId)
                .map(entity -> ResponseMapper.listed((User) entity))
                .orElse(null);
    }
}
