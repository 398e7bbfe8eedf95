// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Tests of what strangers may cost. */
@NullMarked
package io.drawbridge.server.security;

import org.jspecify.annotations.NullMarked;
