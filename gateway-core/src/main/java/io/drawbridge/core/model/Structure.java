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
 * A structure of the wire: values by member index, never changed after it was made. Absent members are null.
 * Generated types add typed getters; codecs and the validator work on indexes.
 */
public abstract class Structure {
    private final @Nullable Object[] values;

    /** @param values handed over by {@link StructureShape#create} or a builder, not copied */
    protected Structure(@Nullable Object[] values) {
        this.values = values;
    }

    /** The table that says what the values are. */
    public abstract StructureShape<? extends Structure> shape();

    /** The value of the member with that index; null when absent. */
    public final @Nullable Object get(int index) {
        return values[index];
    }

    /**
     * The value of a required member. The codecs refuse requests without it, so that its absence is a fault of ours.
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

    /** An unchangeable copy that keeps the order; null stays null. */
    protected static <E> @Nullable List<E> frozen(@Nullable List<E> list) {
        return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    /** An unchangeable copy that keeps the order; null stays null. */
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

    /** Members that are present, without the values of sensitive ones. */
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
