// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

/** What a connection does at the moment. */
enum ConnectionState {
    /** Between requests. */
    IDLE,
    /** A body is collected before the request is handled. */
    COLLECTING,
    /** The request or its head is handled; pieces of its body may still arrive. */
    HANDLING,
    /** The response is out, the rest of the body is read away. */
    DISCARDING,
    CLOSED
}
