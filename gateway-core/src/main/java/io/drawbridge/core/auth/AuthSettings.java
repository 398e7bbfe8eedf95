// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

/**
 * Which signatures the server accepts.
 *
 * @param strictScope whether region and service of a credential scope must be this server's; if false, the server
 *     accepts any
 * @param region the region of this server
 * @param sigV2S3 whether S3 accepts signature version 2
 * @param sigV2Query whether IAM and STS accept signature version 2
 */
public record AuthSettings(boolean strictScope, String region, boolean sigV2S3, boolean sigV2Query) {}
