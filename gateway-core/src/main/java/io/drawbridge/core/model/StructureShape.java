// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The member table of one structure type. The table is built at the first use, so that loading a request type does not
 * load all types that it can contain, and structures may contain themselves.
 *
 * @param <T> the structure type
 */
public abstract non-sealed class StructureShape<T extends Structure> implements Shape {
    private final String name;
    private volatile @Nullable Members table;

    /** @param name as the model spells it, which is also the default name of an XML root */
    protected StructureShape(String name) {
        this.name = name;
    }

    /** Returns the members in the order of the model; their positions equal {@link Member#index()}. */
    protected abstract Member[] newMembers();

    protected abstract T newInstance(@Nullable Object[] values);

    public final String name() {
        return name;
    }

    /** Returns the members in the order of the model. */
    public final List<Member> members() {
        return table().inOrder;
    }

    /** Returns the member with the name in the model, or null. */
    public final @Nullable Member member(String memberName) {
        return table().byName.get(memberName);
    }

    /** Returns the member of the body with the wire name, or null; attributes do not count. */
    final @Nullable Member bodyMember(String wireName) {
        return table().byWireName.get(wireName);
    }

    /** Returns the members that are attributes of the enclosing element, in the order of the model. */
    final List<Member> attributes() {
        return table().attributes;
    }

    /** Returns the member that is the whole body, or null. */
    final @Nullable Member payload() {
        return table().payload;
    }

    final boolean hasBodyMembers() {
        return !table().byWireName.isEmpty();
    }

    final int size() {
        return table().inOrder.size();
    }

    /**
     * Creates a structure from values by member index.
     *
     * @param values not copied: the caller must no longer change the array, nor the lists and maps in it
     */
    public final T create(@Nullable Object[] values) {
        if (values.length != size()) {
            throw new IllegalArgumentException(
                    "values of " + name + ": " + values.length + " (expected: " + size() + ")");
        }
        return newInstance(values);
    }

    private Members table() {
        Members ready = table;
        if (ready == null) {
            ready = new Members(newMembers());
            table = ready;
        }
        return ready;
    }

    @Override
    public final String toString() {
        return "StructureShape[" + name + "]";
    }

    /** Built once and then read-only. */
    private static final class Members {
        final List<Member> inOrder;
        final List<Member> attributes;
        final Map<String, Member> byName;
        final Map<String, Member> byWireName;
        final @Nullable Member payload;

        Members(Member[] members) {
            inOrder = List.of(members);
            attributes = inOrder.stream().filter(Member::attribute).toList();
            byName = new HashMap<>(members.length * 2);
            byWireName = new HashMap<>(members.length * 2);
            Member whole = null;
            for (Member member : members) {
                byName.put(member.name(), member);
                if (member.inBody() && !member.attribute()) {
                    byWireName.put(member.wireName(), member);
                }
                if (member.location() == Member.Location.PAYLOAD) {
                    whole = member;
                }
            }
            payload = whole;
        }
    }
}
