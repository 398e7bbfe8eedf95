// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A structure of the wire protocol: values by member index, immutable after creation. Absent members are null.
 * Generated types add typed getters; codecs and the validator work on indexes.
 */
public abstract class Structure {
    private final @Nullable Object[] values;

    /** @param values not copied; owned by this structure from now on */
    protected Structure(@Nullable Object[] values) {
        this.values = values;
    }

    /** Returns the member table of the values. */
    public abstract StructureShape<? extends Structure> shape();

    /** Returns the value of the member with the index; null when absent. */
    public final @Nullable Object get(int index) {
        return values[index];
    }

    /**
     * Returns the value of a required member. The codecs refuse requests without it, so its absence is a programming
     * error.
     *
     * @throws IllegalStateException when it is absent
     */
    protected final Object require(int index) {
        Object value = values[index];
        if (value == null) {
            throw new IllegalStateException("required member is absent: " + shape().name() + "."
                    + shape().members().get(index).name());
        }
        return value;
    }

    protected final @Nullable Object[] copyValues() {
        return values.clone();
    }

    /** Returns an immutable copy in the same order; null for null. */
    protected static <E> @Nullable List<E> frozen(@Nullable List<E> list) {
        return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** Returns an immutable copy in the same order; null for null. */
    protected static <K, V> @Nullable Map<K, V> frozen(@Nullable Map<K, V> map) {
        return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Structure that
                && that.getClass() == getClass()
                && Arrays.deepEquals(values, that.values);
    }

    @Override
    public final int hashCode() {
        return Arrays.deepHashCode(values);
    }

    /** Returns the present members, without the values of sensitive members. */
    @Override
    public final String toString() {
        StringBuilder out = new StringBuilder(64).append(shape().name()).append('[');
        String separator = "";
        for (Member member : shape().members()) {
            Object value = values[member.index()];
            if (value != null) {
                out.append(separator).append(member.name()).append('=');
                separator = ", ";
                if (member.shape().sensitive()) {
                    out.append("***");
                } else if (value instanceof byte[] bytes) {
                    out.append(bytes.length).append(" bytes");
                } else {
                    out.append(value);
                }
            }
        }
        return out.append(']').toString();
    }
}
