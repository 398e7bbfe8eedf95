// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import org.jspecify.annotations.Nullable;

/**
 * A part of a completed multipart object.
 *
 * @param number as it was uploaded, 1 to 10,000; ascending, possibly with gaps
 * @param size in bytes
 * @param blobId null for an empty part
 * @param checksum in base64, of the algorithm of the object; null for none
 */
public record ManifestPart(
        int number,
        long size,
        @Nullable String blobId,
        @Nullable String checksum) {
    private static final char SEPARATOR = ' ';

    /** Returns the stored form: four fields, none of which contains a space. */
    String encoded() {
        return "" + number + SEPARATOR + size + SEPARATOR + (blobId == null ? "" : blobId) + SEPARATOR
                + (checksum == null ? "" : checksum);
    }

    static ManifestPart decode(String text) {
        int first = text.indexOf(SEPARATOR);
        int second = text.indexOf(SEPARATOR, first + 1);
        int third = text.indexOf(SEPARATOR, second + 1);
        String blobId = text.substring(second + 1, third);
        String checksum = text.substring(third + 1);
        return new ManifestPart(
                Integer.parseInt(text.substring(0, first)),
                Long.parseLong(text.substring(first + 1, second)),
                blobId.isEmpty() ? null : blobId,
                checksum.isEmpty() ? null : checksum);
    }
}
