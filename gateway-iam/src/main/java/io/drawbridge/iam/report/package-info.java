// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** The credential report. */
@NullMarked
package io.drawbridge.iam.report;

import org.jspecify.annotations.NullMarked;
