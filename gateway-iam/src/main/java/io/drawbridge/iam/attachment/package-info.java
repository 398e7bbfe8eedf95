// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** The attachment of managed policies to users, groups and roles. */
@NullMarked
package io.drawbridge.iam.attachment;

import org.jspecify.annotations.NullMarked;
