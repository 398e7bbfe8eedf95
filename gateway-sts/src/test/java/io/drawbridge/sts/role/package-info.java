// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Tests of sessions of roles. */
@NullMarked
package io.drawbridge.sts.role;

import org.jspecify.annotations.NullMarked;
