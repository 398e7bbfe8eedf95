// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The organization of this server's accounts, its control policies, and their rows. */
@NullMarked
package io.drawbridge.organization;

import org.jspecify.annotations.NullMarked;
