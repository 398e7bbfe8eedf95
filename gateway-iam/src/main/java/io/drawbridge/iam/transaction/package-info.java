// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The transactions of IAM's actions: what was checked is what is read or changed. */
@NullMarked
package io.drawbridge.iam.transaction;

import org.jspecify.annotations.NullMarked;
