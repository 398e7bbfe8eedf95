// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.route;

import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param service what answers it
 * @param rawPath the path as sent, without a Eucalyptus service prefix
 * @param virtualHostBucket the bucket that the Host header names; null for path style
 */
public record Route(
        Service service, String rawPath, @Nullable String virtualHostBucket) {}
