// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Policies that are part of one user, group or role. */
@NullMarked
package io.drawbridge.iam.inline;

import org.jspecify.annotations.NullMarked;
