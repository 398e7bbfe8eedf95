// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

/**
 * The object that a blob was written for; identifies its bytes when their rows are lost.
 *
 * @param bucketId of the bucket
 * @param key of the object, or of the object that an upload will create
 */
public record BlobOwner(long bucketId, String key) {}
