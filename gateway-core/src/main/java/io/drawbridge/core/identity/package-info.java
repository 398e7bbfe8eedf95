// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Who calls: principals, credentials, sessions, and the ports through which other modules look them up. */
@NullMarked
package io.drawbridge.core.identity;

import org.jspecify.annotations.NullMarked;
