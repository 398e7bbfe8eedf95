// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import org.jspecify.annotations.Nullable;

/**
 * How a refusal of a check is told to the client.
 *
 * @param displayName how messages call the resource, such as {@code role Test}; null for its ARN
 * @param style in which service's words
 */
public record CheckPresentation(@Nullable String displayName, MessageStyle style) {
    /** The ARN of the resource in the words of the Query services. */
    public static final CheckPresentation QUERY = new CheckPresentation(null, MessageStyle.QUERY);

    /** The ARN of the resource in the words of S3. */
    public static final CheckPresentation S3 = new CheckPresentation(null, MessageStyle.S3);
}
