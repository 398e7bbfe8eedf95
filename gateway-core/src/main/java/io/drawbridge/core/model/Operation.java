// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One API operation: its HTTP binding, its parameters and its result.
 *
 * @param <I> the parameters
 * @param <O> the result
 */
public final class Operation<I extends Structure, O extends Structure> {
    /** The special properties of an operation. */
    public enum Trait {
        /** The client must send a checksum or Content-MD5. */
        CHECKSUM_REQUIRED,
        /** The client may send a checksum. */
        CHECKSUM_OPTIONAL,
        /** The client may request the checksum of the data that it reads. */
        RESPONSE_CHECKSUM,
        /** The request needs no signature. */
        UNSIGNED,
        /** The root element of the result contains the text of its only member. */
        UNWRAPPED,
        /** The text that forms the whole body of the result is JSON. */
        JSON_PAYLOAD
    }

    private final ServiceModel service;
    private final String name;
    private final String method;
    private final String requestUri;
    private final int status;
    private final StructureShape<I> input;
    private final StructureShape<O> output;
    private final @Nullable String inputRoot;
    private final @Nullable String outputRoot;
    private final Set<Trait> traits;

    /**
     * @param requestUri the path with labels, and the query that distinguishes the operation
     * @param status the HTTP status of success
     * @param inputRoot the XML root of a body made of members; null when there is no input
     * @param outputRoot the XML root of a result made of members, in Query the wrapper; null when there is no output
     */
    public Operation(
            ServiceModel service,
            String name,
            String method,
            String requestUri,
            int status,
            StructureShape<I> input,
            StructureShape<O> output,
            @Nullable String inputRoot,
            @Nullable String outputRoot,
            Trait... traits) {
        this.service = service;
        this.name = name;
        this.method = method;
        this.requestUri = requestUri;
        this.status = status;
        this.input = input;
        this.output = output;
        this.inputRoot = inputRoot;
        this.outputRoot = outputRoot;
        this.traits = traits.length == 0 ? Set.of() : EnumSet.copyOf(Set.of(traits));
    }

    public ServiceModel service() {
        return service;
    }

    public String name() {
        return name;
    }

    /** Returns the HTTP method in upper case. */
    public String method() {
        return method;
    }

    public String requestUri() {
        return requestUri;
    }

    /** Returns the HTTP status of success. */
    public int status() {
        return status;
    }

    public StructureShape<I> input() {
        return input;
    }

    public StructureShape<O> output() {
        return output;
    }

    public @Nullable String inputRoot() {
        return inputRoot;
    }

    public @Nullable String outputRoot() {
        return outputRoot;
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    @Override
    public String toString() {
        return "Operation[" + service.serviceId() + "." + name + "]";
    }
}
