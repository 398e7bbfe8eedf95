// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

/**
 * A read version: the state of a store after a commit.
 *
 * @param commitVersion the commit version; greater for every later commit
 * @param token distinguishes commits with the same commit version in a store that may lose its last commits and use
 *     their versions again; meaningful only to the engine that created it
 */
public record ReadVersion(long commitVersion, long token) {}
