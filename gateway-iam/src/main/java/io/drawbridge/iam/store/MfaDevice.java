// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual MFA device.
 *
 * @param identity its name and path; without a unique id
 * @param sealedSeed the seed, sealed under the master key, in base64
 * @param tags in the order in which they were set
 * @param ownerId the unique id of the user, or the account id for the root, that it is enabled for; null when unassigned
 * @param enabledAt when it was enabled; null when unassigned
 * @param codes what is remembered of its codes; stays when it is deactivated
 */
public record MfaDevice(
        EntityIdentity identity,
        String sealedSeed,
        Map<String, String> tags,
        @Nullable String ownerId,
        @Nullable Instant enabledAt,
        MfaCodes codes) {
    private static final int TYPE = 37;

    public MfaDevice {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    public AccountId account() {
        return identity.account();
    }

    /** Returns path and name, which together are unique in the account without regard to case. */
    public String pathAndName() {
        return identity.path() + identity.name();
    }

    /** Returns the ARN, which is the serial number. */
    public Arn arn() {
        return arn(account(), pathAndName());
    }

    /** Returns the ARN of a device. */
    public static Arn arn(AccountId account, String pathAndName) {
        return Arn.iam(account, "mfa" + pathAndName);
    }

    /** Returns the same device with its seed sealed otherwise. */
    MfaDevice withSealedSeed(String newSealedSeed) {
        return new MfaDevice(identity, newSealedSeed, tags, ownerId, enabledAt, codes);
    }

    /** Returns the same device with these tags only. */
    public MfaDevice withTags(Map<String, String> newTags) {
        return new MfaDevice(identity, sealedSeed, newTags, ownerId, enabledAt, codes);
    }

    /** Returns the same device with what is remembered of its codes. */
    public MfaDevice withCodes(MfaCodes newCodes) {
        return new MfaDevice(identity, sealedSeed, tags, ownerId, enabledAt, newCodes);
    }

    /** Returns the same device, enabled for an owner. */
    public MfaDevice enabled(String newOwnerId, Instant at, MfaCodes newCodes) {
        return new MfaDevice(identity, sealedSeed, tags, newOwnerId, at, newCodes);
    }

    /** Returns the same device, unassigned. */
    public MfaDevice deactivated() {
        return new MfaDevice(identity, sealedSeed, tags, null, null, codes);
    }

    byte[] toBytes() {
        return codes.write(identity.write(new RecordWriter(TYPE, 1))
                        .text(6, sealedSeed)
                        .pairs(7, tags)
                        .text(8, ownerId)
                        .instant(9, enabledAt))
                .toBytes();
    }

    static MfaDevice fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new MfaDevice(
                EntityIdentity.read(fields),
                fields.text(6),
                fields.pairs(7),
                fields.optionalText(8),
                fields.optionalInstant(9),
                MfaCodes.read(fields));
    }
}
