// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An engine that throws {@link RestartException} for some reads, on top of one that does not. A view that has thrown it
 * is no longer usable, like a database transaction that has ended. Single-threaded.
 */
public final class RestartingEngine implements KeyValueEngine {
    private final KeyValueEngine engine;
    private final Set<View> open = new HashSet<>();
    private Read chosen = Read.VIEW;
    private int passes;
    private int restartsLeft;
    private int restarts;
    private int reads;

    /** The kinds of reads. */
    public enum Read {
        GET,
        VIEW,
        GET_IN_VIEW,
        NEXT_ROW,
        NEXT_GROUP,
        CHANGES,
        TIME
    }

    /** @param engine closed together with this one */
    public RestartingEngine(KeyValueEngine engine) {
        this.engine = engine;
    }

    /**
     * From now on lets some reads of one kind pass and throws {@link RestartException} for the next ones.
     *
     * @param times the number of reads that throw
     */
    public void restart(Read read, int readsBefore, int times) {
        chosen = read;
        passes = readsBefore;
        restartsLeft = times;
        restarts = 0;
        reads = 0;
    }

    /** Returns the number of reads of that kind since the last call of {@link #restart}. */
    public int reads() {
        return reads;
    }

    /** Returns the number of restarts since the last call of {@link #restart}. */
    public int restarts() {
        return restarts;
    }

    /** Returns the number of open views. */
    public int openViews() {
        return open.size();
    }

    private void reading(Read read) {
        if (read != chosen) {
            return;
        }
        reads++;
        if (restartsLeft == 0 || passes-- > 0) {
            return;
        }
        restartsLeft--;
        restarts++;
        throw new RestartException("restart number " + restarts);
    }

    @Override
    public View view() {
        reading(Read.VIEW);
        View view = new RestartingView(engine.view());
        open.add(view);
        return view;
    }

    @Override
    public Row get(Key key) {
        reading(Read.GET);
        return engine.get(key);
    }

    @Override
    public boolean commit(Commit commit) {
        return engine.commit(commit);
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        reading(Read.CHANGES);
        return engine.changes(range, afterVersion, max);
    }

    @Override
    public OptionalLong timeMillis() {
        reading(Read.TIME);
        return engine.timeMillis();
    }

    @Override
    public Blocking blocking() {
        return engine.blocking();
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class RestartingView implements View {
        private final View view;
        private boolean spent;

        RestartingView(View view) {
            this.view = view;
        }

        private void readingHere(Read read) {
            if (spent) {
                throw new IllegalStateException("the view has already thrown RestartException");
            }
            try {
                reading(read);
            } catch (RestartException e) {
                spent = true;
                throw e;
            }
        }

        @Override
        public ReadVersion readVersion() {
            return view.readVersion();
        }

        @Override
        public Row get(Key key) {
            readingHere(Read.GET_IN_VIEW);
            return view.get(key);
        }

        @Override
        public Cursor scan(KeyRange range, boolean reverse) {
            Cursor cursor = view.scan(range, reverse);
            return () -> {
                readingHere(Read.NEXT_ROW);
                return cursor.next();
            };
        }

        @Override
        public Cursor scanGroups(KeyRange range, SkipScan groups) {
            Cursor cursor = view.scanGroups(range, groups);
            return () -> {
                readingHere(Read.NEXT_GROUP);
                return cursor.next();
            };
        }

        @Override
        public void close() {
            open.remove(this);
            view.close();
        }
    }
}
