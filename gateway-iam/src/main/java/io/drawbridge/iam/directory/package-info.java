// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** The view of IAM for the other services, with caches that are never stale. */
@NullMarked
package io.drawbridge.iam.directory;

import org.jspecify.annotations.NullMarked;
