// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An engine that now and then asks whoever reads to begin anew, over one that does not. A view that has done so answers
 * nothing more, as with a database whose transaction is ended. One thread.
 */
public final class RestartingEngine implements KeyValueEngine {
    private final KeyValueEngine engine;
    private final Set<View> open = new HashSet<>();
    private Read chosen = Read.VIEW;
    private int passes;
    private int left;
    private int restarts;
    private int reads;

    /** Where it happens. */
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
     * From now on lets some reads of one kind pass and asks those who follow to begin anew.
     *
     * @param times how often
     */
    public void restart(Read read, int readsBefore, int times) {
        chosen = read;
        passes = readsBefore;
        left = times;
        restarts = 0;
        reads = 0;
    }

    /** How many reads of that kind there were since it was last asked for. */
    public int reads() {
        return reads;
    }

    /** How often it happened since it was last asked for. */
    public int restarts() {
        return restarts;
    }

    /** How many views are open. */
    public int openViews() {
        return open.size();
    }

    private void reading(Read read) {
        if (read != chosen) {
            return;
        }
        reads++;
        if (left == 0 || passes-- > 0) {
            return;
        }
        left--;
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
    public Changes changes(KeyRange range, long afterStamp, int max) {
        reading(Read.CHANGES);
        return engine.changes(range, afterStamp, max);
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
                throw new IllegalStateException("the view has asked to begin anew");
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
