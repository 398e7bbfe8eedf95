// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

import java.util.Optional;

/** The kinds of frames in an export: the header, all rows, each blob with its pieces, and the end. */
enum Frame {
    /** Format version of the export and id of the master key that seals secrets. */
    HEADER(1),
    /** Id, length and owner of a blob; its bytes follow. */
    BLOB(2),
    /** A piece of the preceding blob. */
    BYTES(3),
    /** Key and value. */
    ROW(4),
    /** Counts of rows, blobs and bytes, and the SHA-256 of everything before this frame. */
    END(5);

    /** The first bytes of every export. */
    static final String MAGIC = "drawbridge-export\n";

    /** The format version that this release writes, and the only one that it reads. */
    static final int FORM = 1;

    /** The longest payload; a row with the longest key and value is much shorter. */
    static final int LENGTH_MAX = 256 << 10;

    /** The length of a piece of a blob. */
    static final int PIECE_LENGTH = 128 << 10;

    /** The number of the kind in the file. */
    final byte number;

    Frame(int number) {
        this.number = (byte) number;
    }

    /** Returns the kind with this number, if there is one. */
    static Optional<Frame> of(byte number) {
        for (Frame frame : values()) {
            if (frame.number == number) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }
}
