// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A structure whose table is created at run time, for models without generated code. */
// NullAway does not see on JDK 17 that the elements of an array parameter in a compiled class may be null.
@SuppressWarnings("NullAway")
public final class DynamicStructure extends Structure {
    private final StructureShape<DynamicStructure> shape;

    private DynamicStructure(StructureShape<DynamicStructure> shape, @Nullable Object[] values) {
        super(values);
        this.shape = shape;
    }

    @Override
    public StructureShape<DynamicStructure> shape() {
        return shape;
    }

    /** Returns a table whose members are supplied at the first use. */
    public static StructureShape<DynamicStructure> shape(String name, Supplier<List<Member>> members) {
        return new StructureShape<>(name) {
            @Override
            protected Member[] newMembers() {
                return members.get().toArray(Member[]::new);
            }

            @Override
            protected DynamicStructure newInstance(@Nullable Object[] values) {
                return new DynamicStructure(this, values);
            }
        };
    }

    public static StructureShape<DynamicStructure> shape(String name, Member... members) {
        return shape(name, () -> List.of(members));
    }

    public static DynamicStructure of(StructureShape<DynamicStructure> shape, @Nullable Object... values) {
        return shape.create(values);
    }
}
