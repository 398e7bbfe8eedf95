// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.event;

/** Takes every event, on the thread that handled the request; must be quick and must not throw. */
@FunctionalInterface
public interface EventSink {
    void accept(ApiEvent event);
}
