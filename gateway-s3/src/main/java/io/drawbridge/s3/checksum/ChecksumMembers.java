// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import io.drawbridge.core.model.Member;
import io.drawbridge.core.model.Structure;
import io.drawbridge.core.model.StructureShape;
import org.jspecify.annotations.Nullable;

/**
 * The members of requests and responses that hold a checksum: one for each algorithm, such as {@code ChecksumCRC32}, and
 * in some of them {@code ChecksumType}.
 */
public final class ChecksumMembers {
    private static final String PREFIX = "Checksum";
    private static final String TYPE = "ChecksumType";

    private ChecksumMembers() {}

    /**
     * Returns a copy of a structure with a checksum.
     *
     * @param shape of the structure
     * @param checksum null leaves all of the members unchanged
     */
    @SuppressWarnings("NullAway") // class files do not record that the elements may be null
    public static <S extends Structure> S with(S structure, StructureShape<S> shape, @Nullable Checksum checksum) {
        if (checksum == null) {
            return structure;
        }
        @Nullable Object[] values = new @Nullable Object[shape.members().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = structure.get(i);
        }
        values[member(shape, checksum.algorithm()).index()] = checksum.value();
        Member type = shape.member(TYPE);
        if (type != null) {
            values[type.index()] = checksum.type();
        }
        return shape.create(values);
    }

    /** Returns the value that a structure has for an algorithm, or null when it has none. */
    public static @Nullable String value(Structure structure, ChecksumAlgorithm algorithm) {
        return (String) structure.get(member(structure.shape(), algorithm).index());
    }

    private static Member member(StructureShape<?> shape, ChecksumAlgorithm algorithm) {
        Member member = shape.member(PREFIX + algorithm.name());
        if (member == null) {
            throw new IllegalArgumentException("structure " + shape.name() + " (expected: one with checksums)");
        }
        return member;
    }
}
