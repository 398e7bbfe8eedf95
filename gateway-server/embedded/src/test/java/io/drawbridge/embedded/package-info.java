// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
@NullMarked
package io.drawbridge.embedded;

import org.jspecify.annotations.NullMarked;
