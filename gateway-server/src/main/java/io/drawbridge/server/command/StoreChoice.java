// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.server.Drawbridge;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code --store} and the options beside it say. */
sealed interface StoreChoice {
    /** Nothing is left. */
    record Memory() implements StoreChoice {}

    /** Rows and bodies in one directory. */
    record Disk(Path data) implements StoreChoice {}

    /** Rows in a database, bodies in a place that all nodes share. The URL may hold a password. */
    record Shared(String url, @Nullable String blobs) implements StoreChoice {
        @Override
        public String toString() {
            return "Shared[" + blobs + "]";
        }
    }

    /**
     * @param store the value of {@code --store}, never shown: it may hold a password
     * @param data null unless given
     * @param home where a server of this user keeps its data when nobody says
     * @throws IllegalArgumentException when the options do not go together
     */
    static StoreChoice of(String store, boolean memory, @Nullable Path data, @Nullable String blobs, Path home) {
        boolean shared = store.startsWith("postgresql://") || store.startsWith("postgres://");
        if (!shared && !store.equals("rocksdb") && !store.equals("memory")) {
            throw new IllegalArgumentException(
                    "--store: expected rocksdb, memory, or postgresql://USER@HOST:PORT/DATABASE (or with HOST1,HOST2)");
        }
        if (shared && (memory || data != null)) {
            throw new IllegalArgumentException("rows in PostgreSQL go with --blobs and --key-ring, and neither with"
                    + " --data nor with --memory");
        }
        if (shared) {
            return new Shared(store, blobs);
        }
        if (blobs != null) {
            throw new IllegalArgumentException("--blobs is of use only with --store postgresql://...");
        }
        if (memory || store.equals("memory")) {
            if (data != null) {
                throw new IllegalArgumentException("--memory keeps nothing in --data: give one of them");
            }
            return new Memory();
        }
        return new Disk(data == null ? home : data.toAbsolutePath());
    }

    /** Tells the builder. */
    default void configure(Drawbridge.Builder builder) {
        if (this instanceof Disk disk) {
            builder.data(disk.data);
        } else if (this instanceof Shared shared) {
            builder.postgres(shared.url);
            if (shared.blobs != null) {
                builder.blobs(shared.blobs);
            }
        }
    }

    /** The directory that keeps everything, or null. */
    default @Nullable Path directory() {
        return this instanceof Disk disk ? disk.data : null;
    }

    /** Where everything is kept, as a sentence without a password. */
    default String shown() {
        if (this instanceof Shared shared) {
            String place = shared.url.substring(shared.url.lastIndexOf('@') + 1);
            int query = place.indexOf('?');
            String withoutQuery = query < 0 ? place : place.substring(0, query);
            return String.format(
                    Locale.ROOT,
                    "Rows are kept in PostgreSQL at %s and bodies in %s; other nodes may share them.",
                    withoutQuery.replace("postgresql://", "").replace("postgres://", ""),
                    shared.blobs);
        }
        return this instanceof Disk disk
                ? "Everything is kept in " + disk.data + "."
                : "Everything is kept in memory: nothing is left when this server stops.";
    }
}
