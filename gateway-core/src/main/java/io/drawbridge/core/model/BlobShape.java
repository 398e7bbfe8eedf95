// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/**
 * Bytes; values are {@code byte[]}, or for a streaming member a {@link io.drawbridge.core.api.RequestBody} or
 * {@link io.drawbridge.core.api.ResponseBody}.
 *
 * @param lengthMin in bytes
 * @param lengthMax in bytes
 * @param sensitive whether messages must not contain values
 */
public record BlobShape(int lengthMin, int lengthMax, boolean sensitive) implements Shape {
    public static final BlobShape ANY = new BlobShape(0, Integer.MAX_VALUE, false);
}
