// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Tests of the actions of IAM over the memory engine. */
@NullMarked
package io.drawbridge.iam;

import org.jspecify.annotations.NullMarked;
