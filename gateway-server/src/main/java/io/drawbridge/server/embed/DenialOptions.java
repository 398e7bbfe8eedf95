// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import io.drawbridge.core.authz.DenialText;

/**
 * What texts of refusals tell.
 *
 * @param text how much
 * @param encodedMessages whether an encoded message stands behind them
 */
public record DenialOptions(DenialText text, boolean encodedMessages) {}
