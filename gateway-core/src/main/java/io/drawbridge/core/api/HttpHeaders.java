// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in the order and spelling of the wire: signatures need them so. Names compare without regard to case.
 * Not thread-safe.
 */
public final class HttpHeaders {
    private static final int CASE = 'a' ^ 'A';

    private final List<String> namesAndValues = new ArrayList<>(32);

    /** One bit for each mark of a name that was added; most names that are looked up are absent, and end here. */
    private long marks;

    /** Adds a field after the others; a field of the same name stays. */
    public HttpHeaders add(String name, String value) {
        marks |= mark(name);
        namesAndValues.add(name);
        namesAndValues.add(value);
        return this;
    }

    /** The number of fields, repeated names counted each time. */
    public int size() {
        return namesAndValues.size() / 2;
    }

    public String name(int index) {
        return namesAndValues.get(index * 2);
    }

    public String value(int index) {
        return namesAndValues.get(index * 2 + 1);
    }

    /** The first value of the name. */
    public Optional<String> first(String name) {
        if (surelyLacks(name)) {
            return Optional.empty();
        }
        for (int i = 0; i < size(); i++) {
            if (isSameName(name(i), name)) {
                return Optional.of(value(i));
            }
        }
        return Optional.empty();
    }

    /** All values of the name in wire order; empty when absent. */
    public List<String> all(String name) {
        if (surelyLacks(name)) {
            return List.of();
        }
        List<String> found = new ArrayList<>(2);
        for (int i = 0; i < size(); i++) {
            if (isSameName(name(i), name)) {
                found.add(value(i));
            }
        }
        return found;
    }

    /** Whether more than one field has the name. */
    public boolean repeats(String name) {
        if (surelyLacks(name)) {
            return false;
        }
        int count = 0;
        for (int i = 0; i < size(); i++) {
            count += isSameName(name(i), name) ? 1 : 0;
        }
        return count > 1;
    }

    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** Whether two names mean the same field. Most differ in their length and their last letter. */
    public static boolean isSameName(String one, String other) {
        int length = one.length();
        return length == other.length()
                && (length == 0 || ((one.charAt(length - 1) ^ other.charAt(length - 1)) & ~CASE) == 0)
                && (one.equals(other) || one.equalsIgnoreCase(other));
    }

    private boolean surelyLacks(String name) {
        long mark = mark(name);
        return (marks & mark) != mark;
    }

    /** Names that are equal without regard to case have equal marks: one bit of their length. */
    private static long mark(String name) {
        return 1L << (name.length() & 63);
    }
}
