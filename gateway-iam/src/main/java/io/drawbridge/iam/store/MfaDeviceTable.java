// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of virtual MFA devices, and their index by owner. */
public final class MfaDeviceTable {
    /** The name of the key that seals seeds. */
    public static final String SEAL_NAME = "mfa-seed";

    private static final PairRows BY_OWNER = new PairRows(IamSpaces.MFA_DEVICE_OF);

    private final SealedToken seeds;

    /** @param seeds seals the seeds at rest */
    public MfaDeviceTable(SealedToken seeds) {
        this.seeds = seeds;
    }

    /** Returns a seed as a device keeps it, bound to the device's path and name. */
    public String seal(ReadTransaction transaction, AccountId account, String pathAndName, byte[] seed) {
        return seal(SealingMaster.of(transaction, seeds.keys()), account, pathAndName, seed);
    }

    private String seal(int master, AccountId account, String pathAndName, byte[] seed) {
        return Base64.getEncoder().encodeToString(seeds.seal(master, seed, associated(account, pathAndName)));
    }

    /** Returns whether the seed names this master key as the one that sealed it. */
    static boolean sealedBy(int master, MfaDevice device) {
        OptionalInt keyId = SealedToken.keyId(Base64.getDecoder().decode(device.sealedSeed()));
        return keyId.isPresent() && keyId.getAsInt() == master;
    }

    /** Returns the device with its seed sealed under a master key; empty when its present seal does not fit. */
    Optional<MfaDevice> sealedAgain(MfaDevice device, int master) {
        return seed(device)
                .map(seed -> device.withSealedSeed(seal(master, device.account(), device.pathAndName(), seed)));
    }

    /** Returns the seed; empty when it was changed, or sealed by a key that is not on the ring. */
    public Optional<byte[]> seed(MfaDevice device) {
        return seeds.open(
                Base64.getDecoder().decode(device.sealedSeed()), associated(device.account(), device.pathAndName()));
    }

    private static byte[] associated(AccountId account, String pathAndName) {
        return (account.digits() + pathAndName.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the device with that path and name, without regard to case. */
    public Optional<MfaDevice> find(ReadTransaction transaction, AccountId account, String pathAndName) {
        return transaction.get(key(account, pathAndName)).map(MfaDevice::fromBytes);
    }

    /** Returns the device with that serial number; empty when it is of another account. */
    public Optional<MfaDevice> findBySerial(ReadTransaction transaction, AccountId account, String serialNumber) {
        String prefix = MfaDevice.arn(account, "").toString();
        return serialNumber.startsWith(prefix + "/")
                ? find(transaction, account, serialNumber.substring(prefix.length()))
                : Optional.empty();
    }

    /** Returns the devices of a user, or of the root, in the order of their paths and names. */
    public List<MfaDevice> ofOwner(ReadTransaction transaction, AccountId account, String ownerId) {
        List<MfaDevice> devices = new ArrayList<>();
        for (String pathAndName : BY_OWNER.seconds(transaction, account, ownerId)) {
            find(transaction, account, pathAndName).ifPresent(devices::add);
        }
        return devices;
    }

    /**
     * Visits the devices of an account in the order of their paths and names in lower case, until the visitor stops.
     *
     * @param after the lower-case path and name after which to begin; null for the beginning
     */
    public void walk(
            ReadTransaction transaction, AccountId account, @Nullable String after, Predicate<MfaDevice> visitor) {
        ReadTransaction.Scan scan = transaction.scan(EntityName.after(IamSpaces.MFA_DEVICE, account, after));
        Row row = scan.next();
        while (row != null && visitor.test(MfaDevice.fromBytes(row.value()))) {
            row = scan.next();
        }
    }

    /** Writes a device, new or changed. */
    public void put(Transaction transaction, MfaDevice device) {
        AccountId account = device.account();
        String name = device.pathAndName().toLowerCase(Locale.ROOT);
        Optional<MfaDevice> before = find(transaction, account, name);
        if (before.isEmpty()) {
            EntityCounts.add(transaction, account, EntityCounts.Counted.MFA_DEVICE, 1);
        }
        String formerOwner = before.map(MfaDevice::ownerId).orElse(null);
        String owner = device.ownerId();
        if (!Objects.equals(formerOwner, owner)) {
            if (formerOwner != null) {
                BY_OWNER.delete(transaction, account, formerOwner, name);
                EntityCounts.add(transaction, account, EntityCounts.Counted.MFA_DEVICE_IN_USE, -1);
            }
            if (owner != null) {
                BY_OWNER.put(transaction, account, owner, name);
                EntityCounts.add(transaction, account, EntityCounts.Counted.MFA_DEVICE_IN_USE, 1);
            }
        }
        transaction.put(key(account, name), device.toBytes());
    }

    /** Deletes an unassigned device. */
    public void delete(Transaction transaction, MfaDevice device) {
        transaction.delete(key(device.account(), device.pathAndName()));
        EntityCounts.add(transaction, device.account(), EntityCounts.Counted.MFA_DEVICE, -1);
    }

    private static Key key(AccountId account, String pathAndName) {
        return EntityName.key(IamSpaces.MFA_DEVICE, account, pathAndName);
    }
}
