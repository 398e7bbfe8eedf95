// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Keys that are derived from one master secret, and what is sealed with them. */
@NullMarked
package io.drawbridge.core.crypto;

import org.jspecify.annotations.NullMarked;
