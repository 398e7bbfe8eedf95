// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Export and import: a whole store as one stream of rows and blobs that is independent of the engine. */
@NullMarked
package io.drawbridge.server.archive;

import org.jspecify.annotations.NullMarked;
