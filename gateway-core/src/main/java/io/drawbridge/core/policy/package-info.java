// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** What policies say: documents as written, their grammar, and what each kind may contain. */
@NullMarked
package io.drawbridge.core.policy;

import org.jspecify.annotations.NullMarked;
