// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.bootstrap.BootstrapException;
import java.io.IOException;

/** Starts a server. The root package implements it; other packages receive it as an argument. */
@FunctionalInterface
public interface ServerStarter {
    /**
     * @param bootstrap the initial accounts
     * @throws IOException when the port is in use or the storage cannot be opened
     * @throws BootstrapException when the bootstrap cannot be applied
     */
    StartedServer start(ServerOptions options, Bootstrap bootstrap) throws IOException, BootstrapException;
}
