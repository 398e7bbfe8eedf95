// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Commits that an engine writes together: each sees the ones before it, as if it had come a moment later. Decides which
 * of them hold and what is to be written; writes nothing itself. One thread at a time.
 */
public final class CommitGroup {
    private final Stored stored;
    private final RecentChanges recent;
    private final long before;
    private final Predicate<ReadVersion> past;
    private final NavigableMap<Key, Written> written = new TreeMap<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private long stamp;

    /** What the engine holds before this group. */
    public interface Stored {
        /** The value of a row. */
        Optional<byte[]> find(Key key);

        /** Shows the keys of a range. */
        void keys(KeyRange range, Consumer<Key> visitor);
    }

    /**
     * What a row is to become.
     *
     * @param value empty when it is to be removed
     */
    public record Written(Optional<byte[]> value, long stamp) {}

    /** A commit of the group that holds, and what it changes. */
    public record Accepted(long stamp, Set<Key> changed) {}

    /**
     * @param recent complete up to the stamp
     * @param stamp of the newest commit before this group
     * @param past whether a moment whose stamp is not after it belongs to the past of the store as it is now
     */
    public CommitGroup(Stored stored, RecentChanges recent, long stamp, Predicate<ReadVersion> past) {
        this.stored = stored;
        this.recent = recent;
        this.before = stamp;
        this.past = past;
        this.stamp = stamp;
    }

    /**
     * Adds the commit when its conditions hold.
     *
     * @return whether they hold
     */
    public boolean add(Commit commit) {
        if (!commit.conditions().isEmpty() && !shown(commit.seen())) {
            return false;
        }
        for (Commit.Condition condition : commit.conditions()) {
            if (!holds(condition, commit.seen().stamp())) {
                return false;
            }
        }
        stamp++;
        Set<Key> changed = new LinkedHashSet<>(commit.operations().size() * 2);
        for (Commit.Operation operation : commit.operations()) {
            apply(operation, changed);
        }
        accepted.add(new Accepted(stamp, changed));
        return true;
    }

    /** Whether the store ever was as a view showed it. */
    private boolean shown(ReadVersion seen) {
        return seen.stamp() <= before && past.test(seen);
    }

    private boolean holds(Commit.Condition condition, long viewStamp) {
        if (condition instanceof Commit.Condition.RangeUnchanged unchanged) {
            KeyRange range = unchanged.range();
            return range.isEmpty()
                    || (written.subMap(range.from(), range.to()).isEmpty() && !recent.changedSince(range, viewStamp));
        }
        Key key = condition instanceof Commit.Condition.Absent absent
                ? absent.key()
                : ((Commit.Condition.Unchanged) condition).key();
        return !written.containsKey(key) && !recent.changedSince(key, viewStamp);
    }

    private void apply(Commit.Operation operation, Set<Key> changed) {
        if (operation instanceof Commit.Operation.Put put) {
            write(put.key(), Optional.of(put.value()), changed);
        } else if (operation instanceof Commit.Operation.Delete delete) {
            write(delete.key(), Optional.empty(), changed);
        } else if (operation instanceof Commit.Operation.Add add) {
            long sum = value(add.key()).map(Counters::decode).orElse(0L) + add.delta();
            write(add.key(), Optional.of(Counters.encode(sum)), changed);
        } else if (operation instanceof Commit.Operation.DeleteRange deleted
                && !deleted.range().isEmpty()) {
            KeyRange range = deleted.range();
            Set<Key> gone =
                    new LinkedHashSet<>(written.subMap(range.from(), range.to()).keySet());
            stored.keys(range, gone::add);
            gone.forEach(key -> write(key, Optional.empty(), changed));
        }
    }

    private Optional<byte[]> value(Key key) {
        Written own = written.get(key);
        return own == null ? stored.find(key) : own.value;
    }

    private void write(Key key, Optional<byte[]> value, Set<Key> changed) {
        written.put(key, new Written(value, stamp));
        changed.add(key);
    }

    /** What each row becomes, in the order of the keys. */
    public NavigableMap<Key, Written> written() {
        return written;
    }

    /** The commits that hold, in their order. */
    public List<Accepted> accepted() {
        return accepted;
    }

    /** The stamp of the newest commit with this group. */
    public long stamp() {
        return stamp;
    }

    /** Notes what was written, once it is, as far as it is not known yet. */
    public void noteIn(RecentChanges changes) {
        for (Accepted commit : accepted) {
            if (commit.stamp > changes.newest()) {
                changes.add(commit.stamp, commit.changed);
            }
        }
    }
}
