// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.identity.Caller;

/**
 * A request whose signature was verified, or which bore none.
 *
 * @param caller who signed; {@link Caller#ANONYMOUS} when nobody did
 * @param body the content without any signing frame. Its {@code read} throws
 *     {@link io.drawbridge.core.error.AwsException} at the latest at its end when the bytes are not the signed ones:
 *     nothing may be published before the end was read.
 * @param payload how the body was covered by the signature
 */
public record Authenticated(Caller caller, RequestBody body, Payload payload) {}
