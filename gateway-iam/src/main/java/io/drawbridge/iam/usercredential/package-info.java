// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
/** SSH public keys, signing certificates and service-specific credentials of users. */
@NullMarked
package io.drawbridge.iam.usercredential;

import org.jspecify.annotations.NullMarked;
