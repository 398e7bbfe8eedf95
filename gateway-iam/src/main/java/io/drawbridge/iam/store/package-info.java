// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The rows of IAM: records, and the tables that read and write them. No other code does. */
@NullMarked
package io.drawbridge.iam.store;

import org.jspecify.annotations.NullMarked;
