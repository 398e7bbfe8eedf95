// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

/** The result of a check of every byte of a blob. */
public sealed interface BlobHealth {
    /** The bytes are those that were written. */
    record Intact(long length) implements BlobHealth {}

    /** There is no such blob. */
    record Missing() implements BlobHealth {}

    /**
     * The bytes are not those that were written.
     *
     * @param reason in words, for the operator
     */
    record Damaged(String reason) implements BlobHealth {}
}
