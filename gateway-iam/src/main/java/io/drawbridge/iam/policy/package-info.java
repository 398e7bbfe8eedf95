// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Managed policies, their versions and attachments; AWS's own. */
@NullMarked
package io.drawbridge.iam.policy;

import org.jspecify.annotations.NullMarked;
