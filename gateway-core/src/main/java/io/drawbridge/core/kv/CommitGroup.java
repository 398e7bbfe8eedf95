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
 * Commits that an engine writes together: each sees the commits before it, as if they had run one after the other.
 * Decides whose conditions hold and what must be written; writes nothing itself. For one thread at a time.
 */
public final class CommitGroup {
    private final Stored stored;
    private final RecentChanges recent;
    private final long versionBefore;
    private final Predicate<ReadVersion> past;
    private final NavigableMap<Key, Written> written = new TreeMap<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private long commitVersion;

    /** The rows that the engine stores before this group. */
    public interface Stored {
        /** Returns the value of a row. */
        Optional<byte[]> find(Key key);

        /** Passes the keys of a range to the visitor. */
        void keys(KeyRange range, Consumer<Key> visitor);
    }

    /**
     * The new state of a row.
     *
     * @param value empty when the row is removed
     */
    public record Written(Optional<byte[]> value, long commitVersion) {}

    /** A commit of the group whose conditions hold, with the keys that it changes. */
    public record Accepted(long commitVersion, Set<Key> changed) {}

    /**
     * @param recent complete up to the commit version
     * @param commitVersion the commit version of the newest commit before this group
     * @param past whether a read version, with a commit version not greater than {@code commitVersion}, belongs to the history
     *     of the store as it is now
     */
    public CommitGroup(Stored stored, RecentChanges recent, long commitVersion, Predicate<ReadVersion> past) {
        this.stored = stored;
        this.recent = recent;
        this.versionBefore = commitVersion;
        this.past = past;
        this.commitVersion = commitVersion;
    }

    /**
     * Adds the commit if its conditions hold.
     *
     * @return whether they hold
     */
    public boolean add(Commit commit) {
        if (!commit.conditions().isEmpty() && !isInHistory(commit.seen())) {
            return false;
        }
        for (Commit.Condition condition : commit.conditions()) {
            if (!holds(condition, commit.seen().commitVersion())) {
                return false;
            }
        }
        commitVersion++;
        Set<Key> changed = new LinkedHashSet<>(commit.operations().size() * 2);
        for (Commit.Operation operation : commit.operations()) {
            apply(operation, changed);
        }
        accepted.add(new Accepted(commitVersion, changed));
        return true;
    }

    /** Returns whether the store ever had the state that a view showed. */
    private boolean isInHistory(ReadVersion seen) {
        return seen.commitVersion() <= versionBefore && past.test(seen);
    }

    private boolean holds(Commit.Condition condition, long viewVersion) {
        if (condition instanceof Commit.Condition.RangeUnchanged unchanged) {
            KeyRange range = unchanged.range();
            return range.isEmpty()
                    || (written.subMap(range.from(), range.to()).isEmpty() && !recent.changedSince(range, viewVersion));
        }
        Key key = condition instanceof Commit.Condition.Absent absent
                ? absent.key()
                : ((Commit.Condition.Unchanged) condition).key();
        return !written.containsKey(key) && !recent.changedSince(key, viewVersion);
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
            Set<Key> deletedKeys =
                    new LinkedHashSet<>(written.subMap(range.from(), range.to()).keySet());
            stored.keys(range, deletedKeys::add);
            deletedKeys.forEach(key -> write(key, Optional.empty(), changed));
        }
    }

    private Optional<byte[]> value(Key key) {
        Written groupWrite = written.get(key);
        return groupWrite == null ? stored.find(key) : groupWrite.value;
    }

    private void write(Key key, Optional<byte[]> value, Set<Key> changed) {
        written.put(key, new Written(value, commitVersion));
        changed.add(key);
    }

    /** Returns the new state of each row, in the order of the keys. */
    public NavigableMap<Key, Written> written() {
        return written;
    }

    /** Returns the commits whose conditions hold, in order. */
    public List<Accepted> accepted() {
        return accepted;
    }

    /** Returns the newest commit version, including this group. */
    public long commitVersion() {
        return commitVersion;
    }

    /** Adds the changes of this group after it was written, except those already present. */
    public void noteIn(RecentChanges changes) {
        for (Accepted commit : accepted) {
            if (commit.commitVersion > changes.newest()) {
                changes.add(commit.commitVersion, commit.changed);
            }
        }
    }
}
