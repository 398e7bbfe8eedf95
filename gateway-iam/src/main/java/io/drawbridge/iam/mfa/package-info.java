// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** The actions on virtual MFA devices. */
@NullMarked
package io.drawbridge.iam.mfa;

import org.jspecify.annotations.NullMarked;
