// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.event.ApiEvent;
import io.drawbridge.core.event.EventSink;
import io.drawbridge.core.log.Log;
import io.drawbridge.core.log.LogEvent;
import java.util.concurrent.TimeUnit;

/** One line a request on the logger {@code io.drawbridge.request}. */
final class LogSink implements EventSink {
    private static final Log LOG = Log.named("io.drawbridge.request");

    @Override
    public void accept(ApiEvent event) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LogEvent line = LOG.atInfo()
                .addKeyValue("requestId", event.requestId())
                .addKeyValue("service", event.service())
                .addKeyValue("operation", event.operation())
                .addKeyValue("principal", event.principal())
                .addKeyValue("remote", event.remoteAddress())
                .addKeyValue("status", event.status())
                .addKeyValue("micros", TimeUnit.NANOSECONDS.toMicros(event.durationNanos()));
        if (event.errorCode() != null) {
            line = line.addKeyValue("error", event.errorCode()).addKeyValue("reason", event.message());
        }
        line.log("request");
    }
}
