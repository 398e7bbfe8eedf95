// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import java.time.Instant;

/**
 * The newest credential report of an account.
 *
 * @param content comma-separated values
 */
public record CredentialReport(Instant generatedAt, String content) {}
