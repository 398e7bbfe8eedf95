// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** What IAM tells the other services, from caches that are exact. */
@NullMarked
package io.drawbridge.iam.directory;

import org.jspecify.annotations.NullMarked;
