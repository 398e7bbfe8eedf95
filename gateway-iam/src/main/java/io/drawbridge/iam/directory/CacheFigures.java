// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.directory;

/**
 * The sizes of the directory's caches of compiled policies.
 *
 * @param principals users, roles and roots whose policies are cached
 * @param trustPolicies roles that are cached for AssumeRole
 * @param policies compiled documents
 * @param bytes the estimated size of all of them
 * @param bytesMax the limit of that size
 */
public record CacheFigures(int principals, int trustPolicies, int policies, long bytes, long bytesMax) {}
