// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A range of an object's bytes.
 *
 * @param offset from the first byte
 * @param length in bytes
 */
public record ByteRange(long offset, long length) {
    private static final String UNIT = "bytes=";
    private static final String COPY_RANGE = "x-amz-copy-source-range";

    /**
     * Reads a Range header.
     *
     * @param size of the object in bytes
     * @return null when the header does not ask for exactly one range, so that it is ignored
     * @throws AwsException InvalidRange when no byte of the object lies in the range
     */
    static @Nullable ByteRange parse(@Nullable String header, long size) {
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return null;
        }
        String spec = header.substring(UNIT.length()).trim();
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return null;
        }
        String firstText = spec.substring(0, dash).trim();
        String lastText = spec.substring(dash + 1).trim();
        long first = number(firstText);
        long last = number(lastText);
        if (firstText.isEmpty()) {
            if (last < 0) {
                return null;
            }
            if (size == 0 && last > 0) {
                // AWS: the last bytes of an empty object are the whole of it.
                return null;
            }
            long length = Math.min(last, size);
            return satisfiable(header, size - length, length, size);
        }
        if (first < 0 || (last < 0 && !lastText.isEmpty()) || (last >= 0 && last < first)) {
            return null;
        }
        long end = lastText.isEmpty() ? size : Math.min(last, size - 1) + 1;
        return satisfiable(header, first, end - first, size);
    }

    /**
     * Reads {@code x-amz-copy-source-range}: both ends must be given and lie within the object.
     *
     * @throws AwsException InvalidArgument
     */
    public static ByteRange parseForCopy(String header, long size) {
        int dash = header.indexOf('-');
        if (header.startsWith(UNIT) && dash > 0) {
            long first = number(header.substring(UNIT.length(), dash));
            long last = number(header.substring(dash + 1));
            if (first >= 0 && last >= first) {
                if (last >= size) {
                    throw ObjectErrors.invalidArgument(
                            "Range specified is not valid for source object of size: " + size, COPY_RANGE, header);
                }
                return new ByteRange(first, last - first + 1);
            }
        }
        throw ObjectErrors.invalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the"
                        + " zero-based offsets of the first and last bytes to copy",
                COPY_RANGE,
                header);
    }

    private static ByteRange satisfiable(String header, long offset, long length, long size) {
        if (length <= 0 || offset >= size) {
            throw notSatisfiable(header, size);
        }
        return new ByteRange(offset, length);
    }

    static AwsException notSatisfiable(String header, long size) {
        Map<String, String> details = new LinkedHashMap<>(4);
        details.put("RangeRequested", header);
        details.put("ActualObjectSize", Long.toString(size));
        return new AwsException(S3Error.INVALID_RANGE, "The requested range is not satisfiable", details);
    }

    /** Returns a decimal number, or -1 when the text is none. A number above any size counts as the largest. */
    private static long number(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return text.length() > 18 ? Long.MAX_VALUE - 1 : Long.parseLong(text);
    }

    /** Returns the value of Content-Range. */
    String contentRange(long size) {
        return "bytes " + offset + '-' + (offset + length - 1) + '/' + size;
    }
}
