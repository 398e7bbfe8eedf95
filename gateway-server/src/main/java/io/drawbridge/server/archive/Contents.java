// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

/**
 * What an export holds.
 *
 * @param rows of all kinds
 * @param blobs bodies that are too large for a row
 * @param bytes the bytes of those
 */
public record Contents(long rows, long blobs, long bytes) {}
