// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import org.jspecify.annotations.Nullable;

/**
 * How the error message describes a denied check to the client.
 *
 * @param displayName the name of the resource in messages, such as {@code role Test}; null for its ARN
 * @param style the message format of the service
 */
public record CheckPresentation(@Nullable String displayName, MessageStyle style) {
    /** The ARN of the resource in the format of the Query services. */
    public static final CheckPresentation QUERY = new CheckPresentation(null, MessageStyle.QUERY);

    /** The ARN of the resource in the format of S3. */
    public static final CheckPresentation S3 = new CheckPresentation(null, MessageStyle.S3);
}
