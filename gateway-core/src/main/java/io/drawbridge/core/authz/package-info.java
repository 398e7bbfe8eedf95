// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** May they: compiled policies, the decision algorithm and the texts of its refusals. */
@NullMarked
package io.drawbridge.core.authz;

import org.jspecify.annotations.NullMarked;
