// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors

/**
 * How actions run: one file for each action, one {@link io.drawbridge.core.action.ActionPipeline} for all of them, one
 * {@link io.drawbridge.core.action.ApiService} for each service, one {@link io.drawbridge.core.action.ApiProtocol} for each
 * wire protocol.
 */
@NullMarked
package io.drawbridge.core.action;

import org.jspecify.annotations.NullMarked;
