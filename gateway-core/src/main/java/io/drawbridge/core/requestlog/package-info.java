// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** What happened in one request: filled in by the pipeline, closed once, handed to sinks such as the access log. */
@NullMarked
package io.drawbridge.core.requestlog;

import org.jspecify.annotations.NullMarked;
