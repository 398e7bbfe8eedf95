// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.auth.AuthenticationFailure;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.requestlog.RequestLog;
import io.drawbridge.core.requestlog.RequestLogSink;
import io.drawbridge.server.security.SecurityCounters;
import io.drawbridge.server.security.SecurityEvent;

/** Counts the requests whose credentials or permissions did not suffice. */
final class SecurityLog implements RequestLogSink {
    private static final int FORBIDDEN = 403;

    private final SecurityCounters counters;

    SecurityLog(SecurityCounters counters) {
        this.counters = counters;
    }

    @Override
    public void accept(RequestLog log) {
        AwsException error = log.error();
        if (error == null) {
            return;
        }
        AuthenticationFailure failure = log.authenticationFailure();
        if (failure != null) {
            counters.count(event(failure));
        } else if (log.denial() != null || error.code().status() == FORBIDDEN) {
            counters.count(SecurityEvent.DENIAL);
        }
    }

    private static SecurityEvent event(AuthenticationFailure failure) {
        return switch (failure) {
            case BAD_SIGNATURE -> SecurityEvent.BAD_SIGNATURE;
            case UNKNOWN_KEY -> SecurityEvent.UNKNOWN_KEY;
            case EXPIRED -> SecurityEvent.EXPIRED_CREDENTIALS;
            case MALFORMED -> SecurityEvent.MALFORMED_AUTHENTICATION;
        };
    }
}
