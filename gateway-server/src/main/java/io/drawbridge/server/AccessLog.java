// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.authz.MatchedStatement;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.log.Log;
import io.drawbridge.core.log.LogEvent;
import io.drawbridge.core.requestlog.AccessDecision;
import io.drawbridge.core.requestlog.RequestLog;
import io.drawbridge.core.requestlog.RequestLogSink;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access log: one line for each request on the logger {@code io.drawbridge.request}, and what made the server fail on a
 * logger of its own. Values that the client chose stand in quotes and are bounded, so that none looks like another field.
 */
final class AccessLog implements RequestLogSink {
    private static final Log LOG = Log.named("io.drawbridge.request");
    private static final Log FAULTS = Log.of(AccessLog.class);
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int QUOTED_LENGTH_MAX = 1_024;
    private static final int USER_AGENT_LENGTH_MAX = 256;
    private static final int ACCESS_KEY_ID_LENGTH_MAX = 128;

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
                .addKeyValue("principal", principal(log.caller()));
        line = accessKeyId(line, log)
                .addKeyValue("resource", resource(log))
                .addKeyValue("remote", log.request().remoteAddress())
                .addKeyValue("status", log.status())
                .addKeyValue("bytes", log.responseBodyBytes())
                .addKeyValue("micros", TimeUnit.NANOSECONDS.toMicros(log.processingNanos()));
        Optional<String> userAgent = log.request().headers().first("User-Agent");
        if (userAgent.isPresent()) {
            line = line.addKeyValue("userAgent", quoted(userAgent.get(), USER_AGENT_LENGTH_MAX));
        }
        AwsException error = log.error();
        if (error != null) {
            line = line.addKeyValue("error", error.code().code())
                    .addKeyValue("reason", quoted(reason(log, error), QUOTED_LENGTH_MAX));
        }
        line.log("request");
    }

    private static LogEvent accessKeyId(LogEvent line, RequestLog log) {
        Caller caller = log.caller();
        if (caller != null && log.authenticationFailure() == null) {
            return caller.accessKeyId() == null ? line : line.addKeyValue("accessKeyId", caller.accessKeyId());
        }
        String claimed = log.claimedAccessKeyId();
        return claimed == null
                ? line
                : line.addKeyValue("unverifiedAccessKeyId", quoted(claimed, ACCESS_KEY_ID_LENGTH_MAX));
    }

    /** The resource that policies were asked about, else the path; never the query, which may hold a signature. */
    private static String resource(RequestLog log) {
        AccessCheck check = log.firstCheck();
        return quoted(check == null ? log.request().rawPath() : check.resource().toString(), QUOTED_LENGTH_MAX);
    }

    /** The true reason, also where the answer hides it. */
    private static String reason(RequestLog log, AwsException error) {
        String hidden = log.hiddenReason();
        if (hidden != null) {
            return hidden;
        }
        AccessDecision denial = log.denial();
        if (denial == null || !(denial.decision() instanceof Decision.Denied denied)) {
            return error.text();
        }
        MatchedStatement statement = denied.statement();
        return denial.check().action() + " on " + denial.check().resource() + " is denied "
                + (denied.denial() == Decision.Denial.EXPLICIT ? "explicitly" : "implicitly") + " by policies of type "
                + denied.by()
                + (statement == null ? "" : ", " + statement.policy().name());
    }

    private static String quoted(String text, int lengthMax) {
        int length = Math.min(text.length(), lengthMax);
        StringBuilder quoted = new StringBuilder(length + 8).append('"');
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append(length < text.length() ? "…\"" : "\"").toString();
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
