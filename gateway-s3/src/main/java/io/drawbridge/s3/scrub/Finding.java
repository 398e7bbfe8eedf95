// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

/**
 * One inconsistency.
 *
 * @param subject the object, upload or blob
 * @param detail in words, for the operator; may be empty
 */
public record Finding(Problem problem, String subject, String detail, boolean repaired) {}
