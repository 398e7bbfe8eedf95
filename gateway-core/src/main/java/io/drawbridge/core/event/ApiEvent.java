// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Holds no secret, token, signature or body.
 *
 * @param requestId as the client saw it
 * @param at when it arrived
 * @param service {@code iam}, {@code sts} or {@code s3}; null when it could not be told
 * @param operation the API name; null when it could not be told
 * @param principal the caller's ARN, {@code anonymous}, or null when the signature was refused
 * @param remoteAddress the peer's IP address
 * @param status the HTTP status
 * @param errorCode the error code; null for success
 * @param message the error text; null for success
 * @param durationNanos from the arrival of the head to the finished answer, without sending it
 */
public record ApiEvent(
        String requestId,
        Instant at,
        @Nullable String service,
        @Nullable String operation,
        @Nullable String principal,
        String remoteAddress,
        int status,
        @Nullable String errorCode,
        @Nullable String message,
        long durationNanos) {}
