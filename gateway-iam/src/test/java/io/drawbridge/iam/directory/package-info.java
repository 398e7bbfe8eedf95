// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
@NullMarked
package io.drawbridge.iam.directory;

import org.jspecify.annotations.NullMarked;
