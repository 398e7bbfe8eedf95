// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import java.time.Duration;

/** The limits of HTTPS; none of them is AWS's. */
public final class TlsLimits {
    /** The time for a handshake; a client that needs longer is not there. The default of Netty's handler. */
    public static final Duration HANDSHAKE_MAX = Duration.ofSeconds(10);

    /** The time between two looks at the files of certificate and key. */
    public static final Duration RELOAD_PERIOD = Duration.ofSeconds(2);

    /** The length of a PEM file: a chain of ten certificates has about 20 KiB. */
    static final int FILE_LENGTH_MAX = 256 << 10;

    /** The certificates of a chain; clients follow ten or fewer. */
    static final int CHAIN_LENGTH_MAX = 10;

    private TlsLimits() {}
}
