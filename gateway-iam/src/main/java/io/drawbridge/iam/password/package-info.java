// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Login profiles and the account password policy. */
@NullMarked
package io.drawbridge.iam.password;

import org.jspecify.annotations.NullMarked;
