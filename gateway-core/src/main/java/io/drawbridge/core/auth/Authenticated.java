// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.identity.Caller;

/**
 * A request after authentication: either its signature was verified, or it is unsigned.
 *
 * @param caller the signer; {@link Caller#ANONYMOUS} for an unsigned request
 * @param body the content without aws-chunked framing. Its {@code read} throws {@link
 *     io.drawbridge.core.error.AwsException} no later than at the end when the bytes are not the signed bytes: the
 *     reader must publish nothing before it has read to the end.
 * @param payload how the signature covers the body
 */
public record Authenticated(Caller caller, RequestBody body, Payload payload) {}
