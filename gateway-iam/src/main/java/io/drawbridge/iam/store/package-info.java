// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The rows of IAM: records and the tables that alone read and write them. */
@NullMarked
package io.drawbridge.iam.store;

import org.jspecify.annotations.NullMarked;
