// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** Server certificates, and reading certificates and keys. */
@NullMarked
package io.drawbridge.iam.certificate;

import org.jspecify.annotations.NullMarked;
