// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.embed;

import io.drawbridge.core.authz.DenialText;

/**
 * The content of error messages of denied requests.
 *
 * @param text the amount of detail
 * @param encodedMessages whether an encoded message is appended
 */
public record DenialOptions(DenialText text, boolean encodedMessages) {}
