// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

/** What a look at every byte of a blob found. */
public sealed interface BlobHealth {
    /** The bytes are those that were written. */
    record Intact(long length) implements BlobHealth {}

    /** There is no such blob. */
    record Missing() implements BlobHealth {}

    /**
     * The bytes are not those that were written.
     *
     * @param reason for people
     */
    record Damaged(String reason) implements BlobHealth {}
}
