// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.archive;

/**
 * The contents of an export.
 *
 * @param rows the number of rows of all kinds
 * @param blobs the number of bodies that are too large for a row
 * @param bytes the number of bytes of these bodies
 */
public record Contents(long rows, long blobs, long bytes) {}
