// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Tests of the parts of the policy simulator. */
@NullMarked
package io.drawbridge.iam.simulation;

import org.jspecify.annotations.NullMarked;
