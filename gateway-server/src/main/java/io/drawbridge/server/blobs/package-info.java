// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Where the bytes of objects are kept, by the place that the operator names. */
@NullMarked
package io.drawbridge.server.blobs;

import org.jspecify.annotations.NullMarked;
