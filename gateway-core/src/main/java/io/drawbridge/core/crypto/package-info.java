// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Keys derived from one master secret, and values sealed with them. */
@NullMarked
package io.drawbridge.core.crypto;

import org.jspecify.annotations.NullMarked;
