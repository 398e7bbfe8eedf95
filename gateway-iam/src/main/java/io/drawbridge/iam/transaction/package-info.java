// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The transactions of IAM's actions, which read and change the same data that the access checks read. */
@NullMarked
package io.drawbridge.iam.transaction;

import org.jspecify.annotations.NullMarked;
