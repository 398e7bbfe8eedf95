// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.util.Optional;

/**
 * The file or object {@code STORE} next to the bodies of a shared store, which identifies the store that they belong
 * to.
 */
public interface PlaceMark {
    /** The name of the mark, next to the bodies. */
    String NAME = "STORE";

    /** The kinds of places; the store contains their names. */
    enum Kind {
        /** A directory that all servers mount. */
        FOLDER("folder", "a directory"),
        /** A bucket of an S3-compatible service. */
        SERVICE("service", "a bucket of another service");

        private final String stored;
        private final String shown;

        Kind(String stored, String shown) {
            this.stored = stored;
            this.shown = shown;
        }

        /** Returns the name that is stored. */
        String stored() {
            return stored;
        }

        /** Returns a description of a stored name for the operator. */
        static String shown(String stored) {
            for (Kind kind : values()) {
                if (kind.stored.equals(stored)) {
                    return kind.shown;
                }
            }
            return "another kind of place";
        }
    }

    /** Returns the kind of the place. */
    Kind kind();

    /** Returns the place for the operator; contains no secret. */
    String place();

    /** Returns the text of the mark; empty when there is none. */
    Optional<String> read() throws IOException;

    /**
     * Writes the mark durably if there is none. When several servers write it at the same time, one of them succeeds:
     * read it again.
     *
     * @throws IOException when it could not be written
     */
    void write(String text) throws IOException;
}
