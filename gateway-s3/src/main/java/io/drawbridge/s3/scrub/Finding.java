// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

/**
 * One thing that is wrong.
 *
 * @param subject the object, upload or blob
 * @param detail for people; may be empty
 */
public record Finding(Problem problem, String subject, String detail, boolean repaired) {}
