// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Policies that belong to one user, group or role. */
@NullMarked
package io.drawbridge.iam.inline;

import org.jspecify.annotations.NullMarked;
