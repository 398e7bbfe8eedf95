// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * A moment in the life of a store, named by its newest commit.
 *
 * @param stamp the commit; grows with every commit
 * @param token tells apart commits of one stamp, in a store that may lose its last commits and use their stamps again;
 *     means something to the engine that gave it, and to nobody else
 */
public record ReadVersion(long stamp, long token) {}
