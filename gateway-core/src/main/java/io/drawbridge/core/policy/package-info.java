// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Policy documents as written, their grammar, and the validation rules of each kind. */
@NullMarked
package io.drawbridge.core.policy;

import org.jspecify.annotations.NullMarked;
