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
 * Seals the secrets of all access keys again, in transactions of at most {@value #PAGE_ROWS} rows, while servers work
 * with them. A row that is already sealed as wanted is not written, so that a run that was killed is simply started
 * again.
 */
public final class AccessKeyReseal {
    static final int PAGE_ROWS = 100;

    /** More ids of damaged rows than this are counted only. */
    private static final int SHOWN_MAX = 20;

    private final KeyValueStore store;
    private final KeyRing keys;
    private final SealedToken secrets;

    /**
     * What a run did.
     *
     * @param sealed the number of rows that were sealed again
     * @param unchanged the number of rows that needed nothing
     * @param refused the number of rows whose seal does not fit, which stay as they are and open nothing
     * @param shown the ids of the first of these
     */
    public record Result(long sealed, long unchanged, long refused, List<String> shown) {
        public Result {
            shown = List.copyOf(shown);
        }

        private Result plus(Result page) {
            List<String> both = new ArrayList<>(shown);
            both.addAll(page.shown.subList(0, Math.min(page.shown.size(), SHOWN_MAX - shown.size())));
            return new Result(sealed + page.sealed, unchanged + page.unchanged, refused + page.refused, both);
        }
    }

    /** Is told after each transaction what was done so far. */
    @FunctionalInterface
    public interface Progress {
        /** Shows no progress. */
        Progress NONE = result -> {};

        void report(Result soFar);
    }

    /** @param random must be unpredictable; a {@code SecureRandom} outside of tests */
    public AccessKeyReseal(KeyValueStore store, KeyRing keys, RandomGenerator random) {
        this.store = store;
        this.keys = keys;
        this.secrets = new SealedToken(keys, AccessKeyTable.SEAL_NAME, random);
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
        return run(master, Accepted.WHOLE_ROW, progress);
    }

    /**
     * Seals the rows of the first release, whose seals cover only the id, as all others. Afterwards nothing accepts
     * such a row. To be called before the server answers requests.
     */
    public Result sealWholeRows() {
        int master = store.read(transaction -> SealingMaster.of(transaction, keys));
        return run(master, Accepted.ID_ONLY, Progress.NONE);
    }

    /** Seals the rows of an import, which may have any form that the ring opens, under the current master key. */
    public Result sealImported() {
        int master = keys.currentId();
        store.update(transaction -> SealingMaster.agree(transaction, master));
        return run(master, Accepted.BOTH, Progress.NONE);
    }

    /** The forms of rows that a run seals again; it leaves others as they are. */
    private enum Accepted {
        WHOLE_ROW,
        ID_ONLY,
        BOTH
    }

    private record Page(Result result, @Nullable Key last) {}

    private Result run(int master, Accepted accepted, Progress progress) {
        Result sum = new Result(0, 0, 0, List.of());
        KeyRange rest = IamSpaces.ACCESS_KEY.key().range();
        while (true) {
            KeyRange range = rest;
            Page page = store.transact(transaction -> page(transaction, range, master, accepted));
            sum = sum.plus(page.result);
            progress.report(sum);
            if (page.last == null) {
                return sum;
            }
            rest = rest.after(page.last);
        }
    }

    private Page page(Transaction transaction, KeyRange range, int master, Accepted accepted) {
        if (SealingMaster.of(transaction, keys) != master) {
            throw new IllegalStateException("another run seals under another master key than "
                    + HexFormat.of().toHexDigits(master));
        }
        List<Row> rows = rows(transaction, range);
        long sealed = 0;
        long unchanged = 0;
        List<String> refused = new ArrayList<>();
        for (Row row : rows) {
            String id = IamSpaces.ACCESS_KEY.read(row.key()).text();
            if (needsNothing(row.value(), master, accepted)) {
                unchanged++;
                continue;
            }
            Optional<AccessKey> accessKey =
                    opened(row.value(), accepted).filter(key -> key.id().equals(id));
            if (accessKey.isPresent()) {
                transaction.put(row.key(), accessKey.get().toBytes(secrets, master));
                sealed++;
            } else {
                refused.add(id);
            }
        }
        Result result =
                new Result(sealed, unchanged, refused.size(), refused.subList(0, Math.min(refused.size(), SHOWN_MAX)));
        return new Page(
                result,
                rows.size() < PAGE_ROWS ? null : rows.get(rows.size() - 1).key());
    }

    private boolean needsNothing(byte[] bytes, int master, Accepted accepted) {
        if (accepted == Accepted.ID_ONLY) {
            return AccessKey.ofPresentSchema(bytes);
        }
        // A changed row may still name the master key: only a seal that fits needs nothing.
        return AccessKey.sealedBy(master, bytes)
                && AccessKey.fromBytes(secrets, bytes).isPresent();
    }

    private Optional<AccessKey> opened(byte[] bytes, Accepted accepted) {
        Optional<AccessKey> whole =
                accepted == Accepted.ID_ONLY ? Optional.empty() : AccessKey.fromBytes(secrets, bytes);
        return whole.isPresent() || accepted == Accepted.WHOLE_ROW
                ? whole
                : AccessKey.fromBytesSealedById(secrets, bytes);
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
}
