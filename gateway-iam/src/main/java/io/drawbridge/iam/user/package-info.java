// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Users. */
@NullMarked
package io.drawbridge.iam.user;

import org.jspecify.annotations.NullMarked;
