// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Encoded messages of denials. */
@NullMarked
package io.drawbridge.sts.message;

import org.jspecify.annotations.NullMarked;
