// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Which managed policies users, groups and roles have. */
@NullMarked
package io.drawbridge.iam.attachment;

import org.jspecify.annotations.NullMarked;
