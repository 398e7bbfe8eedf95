// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Seals the secrets of all access keys and the seeds of all virtual MFA devices again, in transactions of at most
 * {@value #PAGE_ROWS} rows, while servers work with them. A row that is already sealed as wanted is not written, so that a run that was killed is simply started
 * again.
 */
public final class StoredSecretsReseal {
    static final int PAGE_ROWS = 100;

    /** More ids of damaged rows than this are counted only. */
    private static final int SHOWN_MAX = 20;

    private final KeyValueStore store;
    private final KeyRing keys;
    private final SealedToken secrets;
    private final MfaDeviceTable mfaDevices;

    /**
     * What a run did.
     *
     * @param sealed the number of rows that were sealed again
     * @param unchanged the number of rows that needed nothing
     * @param refused the number of rows whose seal does not fit, which stay as they are and open nothing
     * @param shown the first of these: ids of access keys, ARNs of MFA devices
     */
    public record Result(long sealed, long unchanged, long refused, List<String> shown) {
        public Result {
            shown = List.copyOf(shown);
        }

        private long rows() {
            return sealed + unchanged + refused;
        }

        private Result plus(Result page) {
            List<String> both = new ArrayList<>(shown);
            both.addAll(page.shown.subList(0, Math.min(page.shown.size(), SHOWN_MAX - shown.size())));
            return new Result(sealed + page.sealed, unchanged + page.unchanged, refused + page.refused, both);
        }
    }

    /** Is told after each transaction that had rows what was done so far. */
    @FunctionalInterface
    public interface Progress {
        /** Shows no progress. */
        Progress NONE = result -> {};

        void report(Result soFar);
    }

    /** @param random must be unpredictable; a {@code SecureRandom} outside of tests */
    public StoredSecretsReseal(KeyValueStore store, KeyRing keys, RandomGenerator random) {
        this.store = store;
        this.keys = keys;
        this.secrets = new SealedToken(keys, AccessKeyTable.SEAL_NAME, random);
        this.mfaDevices = new MfaDeviceTable(new SealedToken(keys, MfaDeviceTable.SEAL_NAME, random));
    }

    /**
     * Seals every row under the current master key of the ring. From its first transaction on, every server of the
     * store seals under this key.
     *
     * @throws IllegalStateException when another run changes the store to another master key
     */
    public Result sealUnderCurrentMaster(Progress progress) {
        int master = keys.currentId();
        store.update(transaction -> SealingMaster.agree(transaction, master));
        return run(master, List.of(new AccessKeys(Accepted.WHOLE_ROW), new MfaSeeds()), progress);
    }

    /**
     * Seals the access keys of the first release, whose seals cover only the id, as all others. Afterwards nothing
     * accepts such a row. To be called before the server answers requests.
     */
    public Result sealWholeRows() {
        int master = store.read(transaction -> SealingMaster.of(transaction, keys));
        return run(master, List.of(new AccessKeys(Accepted.ID_ONLY)), Progress.NONE);
    }

    /** Seals the rows of an import, which may have any form that the ring opens, under the current master key. */
    public Result sealImported() {
        int master = keys.currentId();
        store.update(transaction -> SealingMaster.agree(transaction, master));
        return run(master, List.of(new AccessKeys(Accepted.BOTH), new MfaSeeds()), Progress.NONE);
    }

    /** One kind of rows that hold a sealed secret. */
    private interface SealedRows {
        KeyRange range();

        /** Returns how operators call the thing in the row. */
        String name(Row row);

        boolean needsNothing(Row row, int master);

        /** Returns the bytes of the row, sealed under the master key; empty when the present seal does not fit. */
        Optional<byte[]> sealed(Row row, int master);
    }

    /** The forms of rows of access keys that a run seals again; it leaves others as they are. */
    private enum Accepted {
        WHOLE_ROW,
        ID_ONLY,
        BOTH
    }

    private record Page(Result result, @Nullable Key last) {}

    private Result run(int master, List<SealedRows> kinds, Progress progress) {
        Result sum = new Result(0, 0, 0, List.of());
        for (SealedRows kind : kinds) {
            @Nullable KeyRange rest = kind.range();
            while (rest != null) {
                KeyRange range = rest;
                Page page = store.transact(transaction -> page(transaction, kind, range, master));
                sum = sum.plus(page.result);
                if (page.result.rows() > 0) {
                    progress.report(sum);
                }
                rest = page.last == null ? null : range.after(page.last);
            }
        }
        return sum;
    }

    private Page page(Transaction transaction, SealedRows kind, KeyRange range, int master) {
        if (SealingMaster.of(transaction, keys) != master) {
            throw new IllegalStateException("another run seals under another master key than "
                    + HexFormat.of().toHexDigits(master));
        }
        List<Row> rows = rows(transaction, range);
        long sealed = 0;
        long unchanged = 0;
        List<String> refused = new ArrayList<>();
        for (Row row : rows) {
            if (kind.needsNothing(row, master)) {
                unchanged++;
                continue;
            }
            Optional<byte[]> bytes = kind.sealed(row, master);
            if (bytes.isPresent()) {
                transaction.put(row.key(), bytes.get());
                sealed++;
            } else {
                refused.add(kind.name(row));
            }
        }
        Result result =
                new Result(sealed, unchanged, refused.size(), refused.subList(0, Math.min(refused.size(), SHOWN_MAX)));
        return new Page(
                result,
                rows.size() < PAGE_ROWS ? null : rows.get(rows.size() - 1).key());
    }

    private static List<Row> rows(ReadTransaction transaction, KeyRange range) {
        List<Row> rows = new ArrayList<>(PAGE_ROWS);
        ReadTransaction.Scan scan = transaction.scan(range);
        for (Row row = scan.next(); row != null; row = scan.next()) {
            rows.add(row);
            if (rows.size() == PAGE_ROWS) {
                break;
            }
        }
        return rows;
    }

    private final class AccessKeys implements SealedRows {
        private final Accepted accepted;

        private AccessKeys(Accepted accepted) {
            this.accepted = accepted;
        }

        @Override
        public KeyRange range() {
            return IamSpaces.ACCESS_KEY.key().range();
        }

        @Override
        public String name(Row row) {
            return IamSpaces.ACCESS_KEY.read(row.key()).text();
        }

        @Override
        public boolean needsNothing(Row row, int master) {
            if (accepted == Accepted.ID_ONLY) {
                return AccessKey.ofPresentSchema(row.value());
            }
            // A changed row may still name the master key: only a seal that fits needs nothing.
            return AccessKey.sealedBy(master, row.value())
                    && AccessKey.fromBytes(secrets, row.value()).isPresent();
        }

        @Override
        public Optional<byte[]> sealed(Row row, int master) {
            String id = name(row);
            return opened(row.value()).filter(key -> key.id().equals(id)).map(key -> key.toBytes(secrets, master));
        }

        private Optional<AccessKey> opened(byte[] bytes) {
            Optional<AccessKey> whole =
                    accepted == Accepted.ID_ONLY ? Optional.empty() : AccessKey.fromBytes(secrets, bytes);
            return whole.isPresent() || accepted == Accepted.WHOLE_ROW
                    ? whole
                    : AccessKey.fromBytesSealedById(secrets, bytes);
        }
    }

    private final class MfaSeeds implements SealedRows {
        @Override
        public KeyRange range() {
            return IamSpaces.MFA_DEVICE.key().range();
        }

        @Override
        public String name(Row row) {
            return MfaDevice.fromBytes(row.value()).arn().toString();
        }

        @Override
        public boolean needsNothing(Row row, int master) {
            MfaDevice device = MfaDevice.fromBytes(row.value());
            return MfaDeviceTable.sealedBy(master, device)
                    && mfaDevices.seed(device).isPresent();
        }

        @Override
        public Optional<byte[]> sealed(Row row, int master) {
            return mfaDevices
                    .sealedAgain(MfaDevice.fromBytes(row.value()), master)
                    .map(MfaDevice::toBytes);
        }
    }
}
