// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * An engine cannot answer a read because of what others do at the same moment, and shows nothing more in this view.
 * Nothing happened; whoever begins anew, with a new view, may succeed at once. {@link KeyValueStore} does so, and no
 * caller of it ever meets this.
 */
public final class RestartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RestartException(String message) {
        super(message);
    }

    public RestartException(String message, Throwable cause) {
        super(message, cause);
    }
}
