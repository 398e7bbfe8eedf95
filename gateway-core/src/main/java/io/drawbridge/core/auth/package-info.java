// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Request authentication: signatures of versions 4 and 2, session tokens, and signed bodies. */
@NullMarked
package io.drawbridge.core.auth;

import org.jspecify.annotations.NullMarked;
