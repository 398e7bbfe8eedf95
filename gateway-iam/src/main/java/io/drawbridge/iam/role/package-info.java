// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Roles and their trust policies. */
@NullMarked
package io.drawbridge.iam.role;

import org.jspecify.annotations.NullMarked;
