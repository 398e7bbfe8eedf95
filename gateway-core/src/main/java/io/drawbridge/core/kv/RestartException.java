// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * An engine cannot answer a read because of concurrent operations, and the view is no longer usable. Nothing happened;
 * a retry with a new view may succeed at once. {@link KeyValueStore} retries, so its callers never receive this
 * exception.
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
