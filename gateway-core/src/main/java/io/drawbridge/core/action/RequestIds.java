// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import org.jspecify.annotations.Nullable;

/**
 * The ids of one request, which stand in its response and its log.
 *
 * @param requestId as the protocol spells it: a UUID, or 16 characters for S3
 * @param extendedRequestId {@code x-amz-id-2} of S3; null elsewhere
 */
public record RequestIds(String requestId, @Nullable String extendedRequestId) {}
