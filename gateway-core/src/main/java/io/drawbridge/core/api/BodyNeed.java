// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

/** How a request's body must be there before the request can be handled. Known from the head. */
public sealed interface BodyNeed {
    /** A worker reads the body after the request was authorized, or nobody reads it. */
    BodyNeed NONE = new Streamed();

    /** The body is read while it arrives, after the request was authorized; most requests have none. */
    record Streamed() implements BodyNeed {}

    /**
     * The body must be in memory: it contains the operation, the signed parameters or a document.
     *
     * @param lengthMax a body with more bytes is refused, so nobody collects more
     * @param senderKnown whether the head alone shows who sent the request, so that only the bodies of known callers are
     *     collected
     */
    record Whole(int lengthMax, boolean senderKnown) implements BodyNeed {}
}
