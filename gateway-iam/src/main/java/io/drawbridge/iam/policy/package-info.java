// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/** Managed policies of customers and of AWS, their versions and attachments. */
@NullMarked
package io.drawbridge.iam.policy;

import org.jspecify.annotations.NullMarked;
