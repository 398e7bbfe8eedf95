// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Log messages with key-value pairs, for every SLF4J from 1.7, or without SLF4J. */
@NullMarked
package io.drawbridge.core.log;

import org.jspecify.annotations.NullMarked;
