// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that commit at the same time share one write to the device. When no write is running, a caller writes at
 * once on its own thread. Callers that arrive during a write wait, and one of them then writes for all. There is no
 * dedicated thread, and the commit of a single caller never moves to another thread.
 */
public final class GroupCommitter {
    private final Writer writer;
    private final int commitsMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
    private boolean writing;

    /** Writes a group; called by one thread at a time. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Settles every ticket in order. Tickets that are not settled when it returns or throws have failed.
         *
         * @param group never empty
         */
        void write(List<Ticket> group);
    }

    /**
     * @param writer called under no lock
     * @param commitsMax the maximum number of commits in one group
     */
    public GroupCommitter(Writer writer, int commitsMax) {
        this.writer = writer;
        this.commitsMax = commitsMax;
    }

    /** One commit that waits for its outcome. */
    public static final class Ticket {
        private final Commit commit;
        private final Thread owner = Thread.currentThread();
        private boolean applied;
        private @Nullable Supplier<? extends RuntimeException> failure;
        private boolean settled;
        private volatile boolean done;

        private Ticket(Commit commit) {
            this.commit = commit;
        }

        /** Returns the commit. */
        public Commit commit() {
            return commit;
        }

        /** Records that the commit is applied with the requested durability, or that a condition did not hold. */
        public void settle(boolean newApplied) {
            applied = newApplied;
            settled = true;
        }

        /** Records that the commit failed. */
        public void fail(Supplier<? extends RuntimeException> newFailure) {
            failure = newFailure;
            settled = true;
        }

        /** Returns whether the outcome is known. */
        public boolean settled() {
            return settled;
        }

        private boolean outcome() {
            if (failure != null) {
                throw failure.get();
            }
            return applied;
        }
    }

    /**
     * Commits, alone or in a group with others.
     *
     * @return whether the commit was applied, as settled by the writer
     */
    public boolean commit(Commit commit) {
        Ticket ticket = new Ticket(commit);
        List<Ticket> group = enqueue(ticket);
        boolean interrupted = false;
        while (true) {
            if (group != null) {
                write(group);
            }
            // INVARIANT: no caller returns before its own ticket is settled. A caller that takes a group may leave its
            // own ticket for a later group when too many are waiting.
            if (ticket.done) {
                break;
            }
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
            group = lead(ticket);
        }
        if (interrupted) {
            // The commit continues despite the interrupt: otherwise its outcome would be unknown.
            Thread.currentThread().interrupt();
        }
        return ticket.outcome();
    }

    /** Returns the group to write when no write is running; null when the caller must wait. */
    private @Nullable List<Ticket> enqueue(Ticket ticket) {
        lock.lock();
        try {
            waiting.add(ticket);
            return takeGroup();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable List<Ticket> lead(Ticket ticket) {
        lock.lock();
        try {
            return ticket.done || waiting.peek() != ticket ? null : takeGroup();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable List<Ticket> takeGroup() {
        if (writing) {
            return null;
        }
        writing = true;
        List<Ticket> group = new ArrayList<>(Math.min(commitsMax, waiting.size()));
        long bytes = 0;
        while (!waiting.isEmpty() && group.size() < commitsMax && bytes <= Commit.BYTES_MAX) {
            Ticket next = waiting.remove();
            bytes += next.commit.bytes();
            group.add(next);
        }
        return group;
    }

    private void write(List<Ticket> group) {
        Supplier<? extends RuntimeException> unsettled =
                () -> new StoreUnavailableException("the outcome of the commit is not known");
        try {
            writer.write(group);
        } catch (StoreUnavailableException e) {
            unsettled = () -> new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            unsettled = () -> new StoreUnavailableException("the commit failed: " + e, e);
        } finally {
            finish(group, unsettled);
        }
    }

    private void finish(List<Ticket> group, Supplier<? extends RuntimeException> unsettled) {
        Ticket next;
        lock.lock();
        try {
            writing = false;
            next = waiting.peek();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            LockSupport.unpark(next.owner);
        }
        for (Ticket ticket : group) {
            if (!ticket.settled) {
                ticket.fail(unsettled);
            }
            ticket.done = true;
            LockSupport.unpark(ticket.owner);
        }
    }
}
