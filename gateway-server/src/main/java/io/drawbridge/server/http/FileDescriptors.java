// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections the file descriptors of this process allow: the store must never go without one. */
final class FileDescriptors {
    private static final long RESERVED_MIN = 256;
    private static final int RESERVED_SHARE = 4;

    private FileDescriptors() {}

    /** Returns the smaller of the limit and of what the process may open, without a quarter that files may need. */
    static int connections(int connectionsMax) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return connectionsMax;
        }
        long descriptors = system.getMaxFileDescriptorCount();
        if (descriptors <= 0) {
            return connectionsMax;
        }
        long left = descriptors - Math.max(RESERVED_MIN, descriptors / RESERVED_SHARE);
        return (int) Math.max(1, Math.min(connectionsMax, left));
    }
}
