// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** What a program that starts a server passes in and gets back. */
@NullMarked
package io.drawbridge.server.embed;

import org.jspecify.annotations.NullMarked;
