// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The places for the bytes of objects that the operator can configure. */
@NullMarked
package io.drawbridge.server.blobs;

import org.jspecify.annotations.NullMarked;
