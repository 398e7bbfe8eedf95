// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Accounts, their aliases and their summary. */
@NullMarked
package io.drawbridge.iam.account;

import org.jspecify.annotations.NullMarked;
