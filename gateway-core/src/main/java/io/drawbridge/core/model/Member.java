// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One member of a structure: its place in the table, its shape and where it stands on the wire. */
public final class Member {
    /** Where REST protocols carry a member; Query protocols carry all in the body. */
    public enum Location {
        BODY,
        /** The member is the whole body. */
        PAYLOAD,
        HEADER,
        /** A map of all headers that begin with the wire name. */
        HEADERS,
        URI,
        QUERYSTRING,
        STATUS_CODE
    }

    /** What a member has beyond the plain case. */
    public enum Trait {
        REQUIRED,
        /** Written as an attribute of the element around it. */
        ATTRIBUTE,
        /** A blob that is not kept in memory. */
        STREAMING,
        /** Made up by the client when the user gives none. */
        TOKEN
    }

    private final int index;
    private final String name;
    private final String wireName;
    private final Shape shape;
    private final Location location;
    private final @Nullable String xmlNamespace;
    private final @Nullable String xmlPrefix;
    private final boolean required;
    private final boolean attribute;
    private final boolean streaming;
    private final Set<Trait> traits;

    public Member(int index, String name, String wireName, Shape shape, Location location, Trait... traits) {
        this(index, name, wireName, shape, location, null, null, traits);
    }

    /**
     * @param index position in {@link StructureShape#members()}
     * @param name as the model spells it
     * @param wireName of the element, parameter or header
     * @param xmlNamespace declared at the element; null for that of the document
     * @param xmlPrefix that the namespace is bound to; null for the default one
     */
    public Member(
            int index,
            String name,
            String wireName,
            Shape shape,
            Location location,
            @Nullable String xmlNamespace,
            @Nullable String xmlPrefix,
            Trait... traits) {
        this.index = index;
        this.name = name;
        this.wireName = wireName;
        this.shape = shape;
        this.location = location;
        this.xmlNamespace = xmlNamespace;
        this.xmlPrefix = xmlPrefix;
        this.traits = traits.length == 0 ? Set.of() : EnumSet.copyOf(Set.of(traits));
        this.required = this.traits.contains(Trait.REQUIRED);
        this.attribute = this.traits.contains(Trait.ATTRIBUTE);
        this.streaming = this.traits.contains(Trait.STREAMING);
    }

    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    public String wireName() {
        return wireName;
    }

    public Shape shape() {
        return shape;
    }

    public Location location() {
        return location;
    }

    public @Nullable String xmlNamespace() {
        return xmlNamespace;
    }

    public @Nullable String xmlPrefix() {
        return xmlPrefix;
    }

    public boolean required() {
        return required;
    }

    public boolean attribute() {
        return attribute;
    }

    public boolean streaming() {
        return streaming;
    }

    public boolean idempotencyToken() {
        return traits.contains(Trait.TOKEN);
    }

    /** Whether it is part of an XML body: neither elsewhere nor the body itself. */
    boolean inBody() {
        return location == Location.BODY;
    }

    /** A list without an element around it. */
    boolean flattenedList() {
        return shape instanceof ListShape list && list.flattened();
    }
}
