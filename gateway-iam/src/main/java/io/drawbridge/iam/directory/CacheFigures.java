// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.directory;

/**
 * What the directory keeps compiled.
 *
 * @param principals users, roles and roots whose policies are kept
 * @param trustPolicies roles that are kept for AssumeRole
 * @param policies compiled documents
 * @param bytes the estimated weight of all of them
 * @param bytesMax what they may weigh at most
 */
public record CacheFigures(int principals, int trustPolicies, int policies, long bytes, long bytesMax) {}
