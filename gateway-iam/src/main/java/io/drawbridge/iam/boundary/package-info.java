// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Permissions boundaries of users and roles. */
@NullMarked
package io.drawbridge.iam.boundary;

import org.jspecify.annotations.NullMarked;
