// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.log.Log;
import io.drawbridge.core.log.LogEvent;
import io.drawbridge.core.requestlog.RequestLog;
import io.drawbridge.core.requestlog.RequestLogSink;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access log: one line for each request on the logger {@code io.drawbridge.request}, and what made the server fail on a
 * logger of its own.
 */
final class AccessLog implements RequestLogSink {
    private static final Log LOG = Log.named("io.drawbridge.request");
    private static final Log FAULTS = Log.of(AccessLog.class);
    private static final int SERVICE_UNAVAILABLE = 503;

    @Override
    public void accept(RequestLog log) {
        if (log.cause() != null) {
            logCause(log, log.cause());
        }
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LogEvent line = LOG.atInfo()
                .addKeyValue("requestId", log.requestId())
                .addKeyValue("service", log.service())
                .addKeyValue("operation", log.operation())
                .addKeyValue("principal", principal(log.caller()))
                .addKeyValue("remote", log.request().remoteAddress())
                .addKeyValue("status", log.status())
                .addKeyValue("bytes", log.responseBodyBytes())
                .addKeyValue("micros", TimeUnit.NANOSECONDS.toMicros(log.processingNanos()));
        AwsException error = log.error();
        if (error != null) {
            line = line.addKeyValue("error", error.code().code()).addKeyValue("reason", error.text());
        }
        line.log("request");
    }

    /** The caller's ARN, {@code anonymous}, or null when authentication failed. */
    private static @Nullable String principal(@Nullable Caller caller) {
        if (caller == null) {
            return null;
        }
        return caller.principal() instanceof Principal.InAccount inAccount
                ? inAccount.arn().toString()
                : "anonymous";
    }

    private static void logCause(RequestLog log, Throwable cause) {
        if (log.status() == SERVICE_UNAVAILABLE) {
            FAULTS.atWarn()
                    .addKeyValue("requestId", log.requestId())
                    .addKeyValue("reason", cause.getMessage())
                    .log("the store cannot be used at the moment");
            return;
        }
        Throwable shown = cause instanceof UncheckedIOException && cause.getCause() != null ? cause.getCause() : cause;
        FAULTS.atError()
                .addKeyValue("requestId", log.requestId())
                .setCause(shown)
                .log("a request failed inside the server");
    }
}
