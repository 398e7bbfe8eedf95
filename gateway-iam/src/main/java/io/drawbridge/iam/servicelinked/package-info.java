// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Roles that a service creates and alone may change. */
@NullMarked
package io.drawbridge.iam.servicelinked;

import org.jspecify.annotations.NullMarked;
