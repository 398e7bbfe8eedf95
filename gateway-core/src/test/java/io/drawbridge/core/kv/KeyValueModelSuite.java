// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of views, conditional commits, range deletions, counters and change feeds, on an engine and on a
 * sorted map, which must agree. A subclass creates the empty engine.
 */
public abstract class KeyValueModelSuite {
    private static final KeySpace SPACE = new KeySpace(8, "model rows");
    private static final List<Durability> DURABILITIES = List.of(Durability.values());
    private static final int KEYS = 24;
    private static final int STEPS = 600;

    private KeyValueEngine engine;
    private SplittableRandom random;
    private String description;
    private final NavigableMap<Key, ModelRow> rows = new TreeMap<>();

    /** The newest change of each key, and whether it had no effect, in which case an engine may or may not count it. */
    private final List<ModelChange> changes = new ArrayList<>();

    private final List<Opened> views = new ArrayList<>();
    private long newest;

    private record ModelRow(String value, long commitVersion) {}

    private record ModelChange(Key key, long commitVersion, boolean certain) {}

    private record Opened(View view, NavigableMap<Key, ModelRow> rows, ReadVersion readVersion) {
        long commitVersion() {
            return readVersion.commitVersion();
        }
    }

    private enum Verdict {
        HOLDS,
        FAILS,
        EITHER
    }

    /** Returns an empty engine. */
    protected abstract KeyValueEngine open();

    static long[] seeds() {
        return new SplittableRandom(20261122).longs(16, 0, 1_000_000).toArray();
    }

    @BeforeEach
    void openEngine() {
        engine = open();
        try (View view = engine.view()) {
            newest = view.commitVersion();
        }
    }

    @AfterEach
    void closeEngine() {
        views.forEach(opened -> opened.view.close());
        engine.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyResultEqualsThatOfASortedMap(long seed) {
        random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            description = "seed " + seed + " step " + step;
            switch (random.nextInt(8)) {
                case 0 -> openView();
                case 1 -> closeView();
                case 2, 3 -> look();
                case 4 -> askForChanges();
                default -> commit();
            }
        }
        description = "seed " + seed + " at the end";
        openView();
        compare(views.get(views.size() - 1), SPACE.key().range(), false, Integer.MAX_VALUE);
    }

    private void openView() {
        if (views.size() == 6) {
            closeView();
        }
        View view = engine.view();
        assertThat(view.commitVersion()).as(description).isEqualTo(newest);
        views.add(new Opened(view, new TreeMap<>(rows), view.readVersion()));
    }

    private void closeView() {
        if (!views.isEmpty()) {
            views.remove(random.nextInt(views.size())).view.close();
        }
    }

    private Opened anyView() {
        if (views.isEmpty()) {
            openView();
        }
        return views.get(random.nextInt(views.size()));
    }

    private void look() {
        Opened opened = anyView();
        if (random.nextBoolean()) {
            compare(opened, range(), random.nextBoolean(), random.nextInt(KEYS));
            return;
        }
        Key key = key();
        same(opened.view.get(key), opened.rows.get(key));
        same(engine.get(key), rows.get(key));
    }

    private void compare(Opened opened, KeyRange range, boolean reverse, int most) {
        NavigableMap<Key, ModelRow> expected =
                range.isEmpty() ? new TreeMap<>() : opened.rows.subMap(range.from(), true, range.to(), false);
        View.Cursor cursor = opened.view.scan(range, reverse);
        int count = 0;
        for (Map.Entry<Key, ModelRow> entry : (reverse ? expected.descendingMap() : expected).entrySet()) {
            if (count++ == most) {
                return;
            }
            Row row = cursor.next();
            assertThat(row).as(description).isNotNull();
            assertThat(row.key()).as(description).isEqualTo(entry.getKey());
            same(row, entry.getValue());
        }
        assertThat(cursor.next()).as(description).isNull();
    }

    private void same(Row row, ModelRow expected) {
        assertThat(row == null).as(description).isEqualTo(expected == null);
        if (row != null) {
            assertThat(value(row.value())).as(description).isEqualTo(expected.value);
            assertThat(row.commitVersion()).as(description).isEqualTo(expected.commitVersion);
        }
    }

    private void commit() {
        Opened opened = anyView();
        List<Commit.Condition> conditions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            conditions.add(condition(opened));
        }
        List<Commit.Operation> operations = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            operations.add(operation());
        }
        Durability durability = DURABILITIES.get(random.nextInt(DURABILITIES.size()));
        Verdict verdict = Verdict.HOLDS;
        for (Commit.Condition condition : conditions) {
            Verdict conditionVerdict = verdict(condition, opened);
            if (conditionVerdict == Verdict.FAILS || verdict == Verdict.HOLDS) {
                verdict = conditionVerdict;
            }
        }
        boolean applied = engine.commit(new Commit(opened.readVersion, conditions, operations, durability));
        if (verdict != Verdict.EITHER) {
            assertThat(applied).as("%s: %s", description, conditions).isEqualTo(verdict == Verdict.HOLDS);
        }
        if (!applied) {
            return;
        }
        long commitVersion;
        try (View view = engine.view()) {
            commitVersion = view.commitVersion();
        }
        assertThat(commitVersion).as(description).isGreaterThan(newest);
        newest = commitVersion;
        operations.forEach(operation -> apply(operation, commitVersion));
    }

    private Commit.Condition condition(Opened opened) {
        Key key = key();
        ModelRow row = opened.rows.get(key);
        return switch (random.nextInt(3)) {
            case 0 -> new Commit.Condition.RangeUnchanged(range());
            default ->
                row == null ? new Commit.Condition.Absent(key) : new Commit.Condition.Unchanged(key, row.commitVersion);
        };
    }

    private Commit.Operation operation() {
        return switch (random.nextInt(8)) {
            case 0 -> new Commit.Operation.DeleteRange(smallRange());
            case 1, 2 -> new Commit.Operation.Delete(key());
            case 3, 4 -> new Commit.Operation.Add(key(), random.nextLong(-5, 6));
            default -> new Commit.Operation.Put(key(), Counters.encode(random.nextLong(1000)));
        };
    }

    private Verdict verdict(Commit.Condition condition, Opened opened) {
        if (condition instanceof Commit.Condition.RangeUnchanged unchanged) {
            return touched(opened.commitVersion(), unchanged.range());
        }
        Key key = condition instanceof Commit.Condition.Absent absent
                ? absent.key()
                : ((Commit.Condition.Unchanged) condition).key();
        ModelRow row = rows.get(key);
        ModelRow viewRow = opened.rows.get(key);
        if (row == null ? viewRow != null : viewRow == null || row.commitVersion != viewRow.commitVersion) {
            return Verdict.FAILS;
        }
        return touched(opened.commitVersion(), new KeyRange(key, key.successor())) == Verdict.HOLDS
                ? Verdict.HOLDS
                : Verdict.EITHER;
    }

    private Verdict touched(long commitVersion, KeyRange range) {
        Verdict verdict = Verdict.HOLDS;
        for (ModelChange change : changes) {
            if (change.commitVersion > commitVersion && range.contains(change.key)) {
                if (change.certain) {
                    return Verdict.FAILS;
                }
                verdict = Verdict.EITHER;
            }
        }
        return verdict;
    }

    private void apply(Commit.Operation operation, long commitVersion) {
        if (operation instanceof Commit.Operation.Put put) {
            write(put.key(), value(put.value()), commitVersion);
        } else if (operation instanceof Commit.Operation.Delete delete) {
            write(delete.key(), null, commitVersion);
        } else if (operation instanceof Commit.Operation.Add add) {
            ModelRow row = rows.get(add.key());
            long sum = row == null ? 0 : Long.parseLong(row.value);
            write(add.key(), Long.toString(sum + add.delta()), commitVersion);
        } else if (operation instanceof Commit.Operation.DeleteRange deleted
                && !deleted.range().isEmpty()) {
            List<Key> deletedKeys = List.copyOf(
                    rows.subMap(deleted.range().from(), deleted.range().to()).keySet());
            deletedKeys.forEach(key -> write(key, null, commitVersion));
        }
    }

    /** A row that was written and removed in one commit may or may not count as changed. */
    private void write(Key key, String value, long commitVersion) {
        ModelRow before = value == null ? rows.remove(key) : rows.put(key, new ModelRow(value, commitVersion));
        boolean was = (before != null && before.commitVersion < commitVersion)
                || changes.stream()
                        .anyMatch(c ->
                                c.key.equals(key) && c.commitVersion == commitVersion && c.certain && value == null);
        changes.removeIf(change -> change.key.equals(key) && change.commitVersion == commitVersion);
        changes.add(new ModelChange(key, commitVersion, value != null || was));
    }

    private void askForChanges() {
        KeyRange range = range();
        long after = changes.isEmpty() || random.nextInt(8) == 0
                ? newest
                : changes.get(random.nextInt(changes.size())).commitVersion - random.nextInt(2);
        Changes answer = engine.changes(range, after, 1 + random.nextInt(20));
        if (answer.reset()) {
            assertThat(answer.completeTo()).as(description).isEqualTo(newest);
            return;
        }
        assertThat(answer.completeTo()).as(description).isBetween(after, newest);
        List<Changes.Changed> certain = new ArrayList<>();
        List<Changes.Changed> possible = new ArrayList<>();
        for (ModelChange change : changes) {
            if (change.commitVersion > after
                    && change.commitVersion <= answer.completeTo()
                    && range.contains(change.key)) {
                Changes.Changed changed = new Changes.Changed(change.key, change.commitVersion);
                possible.add(changed);
                if (change.certain) {
                    certain.add(changed);
                }
            }
        }
        assertThat(possible).as(description).containsAll(answer.changed());
        assertThat(answer.changed()).as(description).containsAll(certain).doesNotHaveDuplicates();
        assertThat(answer.changed().stream().mapToLong(Changes.Changed::commitVersion))
                .as(description)
                .isSorted();
        if (answer.changed().isEmpty() && after < newest) {
            assertThat(answer.completeTo()).as(description).isGreaterThan(after);
        }
    }

    private Key key() {
        return SPACE.key().number(random.nextInt(KEYS)).key();
    }

    private KeyRange range() {
        return new KeyRange(key(), key());
    }

    private KeyRange smallRange() {
        int from = random.nextInt(KEYS);
        return new KeyRange(
                SPACE.key().number(from).key(),
                SPACE.key().number(from + random.nextInt(4)).key());
    }

    private static String value(byte[] bytes) {
        return Long.toString(Counters.decode(bytes));
    }
}
