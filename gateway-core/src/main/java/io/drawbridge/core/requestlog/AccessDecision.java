// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.requestlog;

import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Decision;

/** One question that a request raised, and the answer with its reasons. */
public record AccessDecision(AccessCheck check, Decision decision) {}
