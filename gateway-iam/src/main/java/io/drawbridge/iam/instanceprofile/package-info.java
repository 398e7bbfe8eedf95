// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Instance profiles, and the roles in them. */
@NullMarked
package io.drawbridge.iam.instanceprofile;

import org.jspecify.annotations.NullMarked;
