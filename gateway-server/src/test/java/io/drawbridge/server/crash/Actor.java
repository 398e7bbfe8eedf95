// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

/**
 * A client that knows what was acknowledged to it and what it had asked for when the server died. What it writes nobody
 * else writes.
 */
interface Actor {
    /** Connects to a server that was just started. */
    void connect(ServerProcess server);

    /** Makes one change. When it throws, the change is in flight. */
    void act();

    /** Compares the server with what was acknowledged, and takes over what it finds. */
    void verify();
}
