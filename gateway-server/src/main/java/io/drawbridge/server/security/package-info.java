// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** What strangers may cost: counters of refusals, and how fast an address may guess. */
@NullMarked
package io.drawbridge.server.security;

import org.jspecify.annotations.NullMarked;
