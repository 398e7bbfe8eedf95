// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Groups and their members. */
@NullMarked
package io.drawbridge.iam.group;

import org.jspecify.annotations.NullMarked;
