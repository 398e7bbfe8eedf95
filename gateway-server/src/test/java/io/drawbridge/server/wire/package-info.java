/** Our wire layer against a client that others wrote. */
@NullMarked
package io.drawbridge.server.wire;

import org.jspecify.annotations.NullMarked;
