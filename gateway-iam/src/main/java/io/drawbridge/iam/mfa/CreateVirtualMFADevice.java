// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.CreateVirtualMFADeviceRequest;
import io.drawbridge.iam.model.CreateVirtualMFADeviceResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.VirtualMFADevice;
import io.drawbridge.iam.store.EntityCounts;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.MfaCodes;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.store.MfaDeviceTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Creates a virtual MFA device. Only this response contains its seed.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html">CreateVirtualMFADevice</a>
 */
final class CreateVirtualMFADevice implements ApiAction<CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse> {
    private final MfaDevices devices;
    private final Creation creation;

    CreateVirtualMFADevice(MfaDevices devices, Creation creation) {
        this.devices = devices;
        this.creation = creation;
    }

    @Override
    public Operation<CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse> operation() {
        return CreateVirtualMFADeviceRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateVirtualMFADeviceRequest input, RequestContext context) {
        return List.of(
                AccessCheck.onOwn("iam:CreateVirtualMFADevice", MfaDevice.arn(context.account(), pathAndName(input)))
                        .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public CreateVirtualMFADeviceResponse handle(CreateVirtualMFADeviceRequest input, RequestContext context) {
        AccountId account = context.account();
        String pathAndName = pathAndName(input);
        String serialNumber = MfaDevice.arn(account, pathAndName).toString();
        if (serialNumber.length() > IamLimits.MFA_SERIAL_LENGTH) {
            throw new AwsException(
                    CommonError.VALIDATION_ERROR,
                    "1 validation error detected: Value at 'virtualMFADeviceName' failed to satisfy constraint: Member"
                            + " must have length less than or equal to 226");
        }
        EntityStore store = devices.store();
        byte[] seed = new byte[Totp.SEED_BYTES];
        store.tables().random().nextBytes(seed);
        MfaDeviceTable table = store.tables().mfaDevices();
        EntityIdentity identity =
                EntityIdentity.created(account, input.virtualMFADeviceName(), input.path(), "", creation.now());
        Map<String, String> tags = TagSet.OF_MFA_DEVICE.with(Map.of(), input.tags());
        store.changeOnly(context, transaction -> {
            if (table.find(transaction, account, pathAndName).isPresent()) {
                throw new AwsException(IamError.ENTITY_ALREADY_EXISTS, "MFA device already exists.");
            }
            EntityCounts.requireRoom(store.tables(), transaction, account, EntityCounts.Counted.MFA_DEVICE);
            String sealed = table.seal(transaction, account, pathAndName, seed);
            table.put(transaction, new MfaDevice(identity, sealed, tags, null, null, MfaCodes.NONE));
        });
        String secret = Totp.base32(seed);
        String uri = "otpauth://totp/" + input.virtualMFADeviceName() + "@" + account.digits() + "?secret=" + secret;
        return CreateVirtualMFADeviceResponse.builder()
                .virtualMFADevice(VirtualMFADevice.builder()
                        .serialNumber(serialNumber)
                        .base32StringSeed(secret.getBytes(StandardCharsets.US_ASCII))
                        .qrCodePNG(QrCode.png(uri))
                        .tags(tags.isEmpty() ? null : ResponseMapper.tags(tags))
                        .build())
                .build();
    }

    private static String pathAndName(CreateVirtualMFADeviceRequest input) {
        return (input.path() == null ? EntityIdentity.PATH_DEFAULT : input.path()) + input.virtualMFADeviceName();
    }
}
