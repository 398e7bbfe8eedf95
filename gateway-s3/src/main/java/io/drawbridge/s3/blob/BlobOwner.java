// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

/**
 * What a blob was written for, so that its bytes can be told from others when their rows are lost.
 *
 * @param bucketId of the bucket
 * @param key of the object, or of the object that an upload is to make
 */
public record BlobOwner(long bucketId, String key) {}
