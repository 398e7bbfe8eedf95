// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Long-term access keys of users and of account roots. */
@NullMarked
package io.drawbridge.iam.accesskey;

import org.jspecify.annotations.NullMarked;
