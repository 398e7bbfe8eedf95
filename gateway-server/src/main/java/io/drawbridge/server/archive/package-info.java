// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** A whole store as one stream of rows and blobs that any engine writes and reads. */
@NullMarked
package io.drawbridge.server.archive;

import org.jspecify.annotations.NullMarked;
