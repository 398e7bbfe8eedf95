// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import io.drawbridge.server.proxy.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * How requests reach the server.
 *
 * @param sigV2 whether signatures of version 2 are accepted
 * @param eucalyptusPaths whether {@code /services/objectstorage} in front of a path names S3 and no bucket
 * @param tls null for HTTP only
 * @param trustedProxies the proxies whose forwarding headers count
 */
public record EndpointOptions(
        boolean sigV2, boolean eucalyptusPaths, @Nullable TlsOptions tls, TrustedProxies trustedProxies) {
    /** Version 2 is accepted, HTTP only, no proxy is trusted. */
    public static final EndpointOptions DEFAULT = new EndpointOptions(true, false, null, TrustedProxies.NONE);
}
