// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** What happened: one event for each request, the source of logs, metrics and audit records. */
@NullMarked
package io.drawbridge.core.event;

import org.jspecify.annotations.NullMarked;
