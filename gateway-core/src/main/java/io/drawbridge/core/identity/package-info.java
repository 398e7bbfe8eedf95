// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The identity of callers: principals, credentials, sessions and unique ids. */
@NullMarked
package io.drawbridge.core.identity;

import org.jspecify.annotations.NullMarked;
