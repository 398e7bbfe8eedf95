// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

import org.jspecify.annotations.Nullable;

/**
 * How a request reached its service.
 *
 * @param rawPath the path as sent, without a prefix that only names the service
 * @param virtualHostBucket the bucket that the Host header names; null for path style and for services without buckets
 */
public record Endpoint(String rawPath, @Nullable String virtualHostBucket) {}
