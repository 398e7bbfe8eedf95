// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The quotas and limits of IAM. */
@NullMarked
package io.drawbridge.iam.limits;

import org.jspecify.annotations.NullMarked;
