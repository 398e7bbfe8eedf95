// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import java.util.function.Function;

/**
 * One kind of configuration of a bucket, declared by the package of its sub-resource.
 *
 * @param word names it in keys; stored, so it never changes
 * @param encode returns the stored form of a value
 * @param decode returns the value of a stored form
 */
public record BucketSetting<T>(String word, Function<T, byte[]> encode, Function<byte[], T> decode) {}
