// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Sessions of users and roots, and the operations that temporary credentials may call. */
@NullMarked
package io.drawbridge.sts.session;

import org.jspecify.annotations.NullMarked;
