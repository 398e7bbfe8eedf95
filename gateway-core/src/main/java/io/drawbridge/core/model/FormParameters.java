// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a query string or a form body, in wire order. {@code +} is a blank, percent escapes are decoded
 * once, and the bytes must be UTF-8. When a name occurs twice, the first value counts. Immutable.
 */
public final class FormParameters {
    /** No parameters. */
    public static final FormParameters EMPTY = new FormParameters(List.of());

    /**
     * The maximum size of a form in bytes; an IAM policy of 131072 characters fits even when all of them are escaped.
     */
    public static final int SIZE_MAX = 2 * 1024 * 1024;

    /** The maximum number of parameters in one form. */
    public static final int COUNT_MAX = 10_000;

    private static final String MALFORMED = "The query string or form body is malformed.";

    private final List<String> namesAndValues;

    private FormParameters(List<String> namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /**
     * Parses a form body.
     *
     * @throws AwsException MalformedInput when it is not valid, RequestEntityTooLarge when it exceeds the bounds
     */
    public static FormParameters parse(byte[] form) {
        return parse(form, CommonError.MALFORMED_INPUT, MALFORMED);
    }

    /** Parses the raw text after the {@code ?} of a request line. */
    public static FormParameters parse(String rawQuery) {
        return parse(rawQuery, CommonError.MALFORMED_INPUT, MALFORMED);
    }

    /**
     * Parses the raw text after the {@code ?} of a request line.
     *
     * @param malformed the code of the service for a query that is not valid
     * @param text the text of that error
     */
    public static FormParameters parse(String rawQuery, ErrorCode malformed, String text) {
        return rawQuery.isEmpty() ? EMPTY : parse(rawQuery.getBytes(StandardCharsets.ISO_8859_1), malformed, text);
    }

    private static FormParameters parse(byte[] form, ErrorCode malformed, String text) {
        if (form.length > SIZE_MAX) {
            throw new AwsException(CommonError.REQUEST_ENTITY_TOO_LARGE, "The request body is too large.");
        }
        List<String> namesAndValues = new ArrayList<>(32);
        try {
            split(form, namesAndValues);
        } catch (CharacterCodingException e) {
            throw new AwsException(malformed, text);
        }
        return new FormParameters(namesAndValues);
    }

    private static void split(byte[] form, List<String> namesAndValues) throws CharacterCodingException {
        byte[] scratch = new byte[form.length];
        int start = 0;
        while (start < form.length) {
            int end = start;
            int equals = -1;
            while (end < form.length && form[end] != '&') {
                if (form[end] == '=' && equals < 0) {
                    equals = end;
                }
                end++;
            }
            if (end > start) {
                if (namesAndValues.size() >= COUNT_MAX * 2) {
                    throw new AwsException(
                            CommonError.REQUEST_ENTITY_TOO_LARGE, "The request has too many parameters.");
                }
                namesAndValues.add(decode(form, start, equals < 0 ? end : equals, scratch));
                namesAndValues.add(equals < 0 ? "" : decode(form, equals + 1, end, scratch));
            }
            start = end + 1;
        }
    }

    private static String decode(byte[] source, int start, int end, byte[] scratch) throws CharacterCodingException {
        int length = 0;
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            byte b = source[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%') {
                if (end - i < 3) {
                    throw new CharacterCodingException();
                }
                b = (byte) (hex(source[i + 1]) << 4 | hex(source[i + 2]));
                i += 2;
            }
            ascii &= b >= 0;
            scratch[length++] = b;
        }
        if (ascii) {
            return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(scratch, 0, length))
                .toString();
    }

    private static int hex(byte b) throws CharacterCodingException {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        if (lower >= 'a' && lower <= 'f') {
            return lower - 'a' + 10;
        }
        throw new CharacterCodingException();
    }

    /** Returns the number of parameters; repeated names count each time. */
    public int size() {
        return namesAndValues.size() / 2;
    }

    public String name(int index) {
        return namesAndValues.get(index * 2);
    }

    /** Returns the value; empty also when the name has no {@code =}. */
    public String value(int index) {
        return namesAndValues.get(index * 2 + 1);
    }

    /** Returns the first value with exactly this name. */
    public Optional<String> first(String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equals(name)) {
                return Optional.of(namesAndValues.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** Returns all values with exactly this name, in wire order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equals(name)) {
                values.add(namesAndValues.get(i + 1));
            }
        }
        return values;
    }

    public boolean contains(String name) {
        return first(name).isPresent();
    }
}
