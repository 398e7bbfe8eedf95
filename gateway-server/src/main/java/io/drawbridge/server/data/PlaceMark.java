// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.util.Optional;

/** The text beside the bodies of a shared store that says whose they are: the file or object {@code STORE}. */
public interface PlaceMark {
    /** Its name, beside the bodies. */
    String NAME = "STORE";

    /** What kinds of places there are; the names stand in the store. */
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

        /** What stands in the store. */
        String stored() {
            return stored;
        }

        /** What a stored name means, for people. */
        static String shown(String stored) {
            for (Kind kind : values()) {
                if (kind.stored.equals(stored)) {
                    return kind.shown;
                }
            }
            return "another kind of place";
        }
    }

    /** What kind of place it is. */
    Kind kind();

    /** The place, for people; without any secret. */
    String place();

    /** What stands there; empty when there is no mark. */
    Optional<String> read() throws IOException;

    /**
     * Writes the mark durably where none is. When several servers do so at once one of them wins: read it again.
     *
     * @throws IOException when it could not be written
     */
    void write(String text) throws IOException;
}
