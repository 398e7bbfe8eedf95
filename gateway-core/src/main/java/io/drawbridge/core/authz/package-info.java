// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Authorization: compiled policies, the decision algorithm and the texts of denials. */
@NullMarked
package io.drawbridge.core.authz;

import org.jspecify.annotations.NullMarked;
