// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** The server's own endpoints under {@code /_/}: health, readiness, metrics, test clock. */
@NullMarked
package io.drawbridge.server.admin;

import org.jspecify.annotations.NullMarked;
