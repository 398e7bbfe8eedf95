// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

/**
 * A long-term access key as stored.
 *
 * @param accessKeyId {@code AKIA…}
 * @param secret its secret
 * @param active whether its status is Active
 * @param principal the user or the account root that owns it
 */
public record Credential(String accessKeyId, SecretKey secret, boolean active, Principal.InAccount principal) {}
