// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The IAM service: its rows, its actions and its view for the other services. */
@NullMarked
package io.drawbridge.iam;

import org.jspecify.annotations.NullMarked;
