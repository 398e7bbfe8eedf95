// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Log messages with key-value pairs, on every SLF4J from 1.7, or on none. */
@NullMarked
package io.drawbridge.core.log;

import org.jspecify.annotations.NullMarked;
