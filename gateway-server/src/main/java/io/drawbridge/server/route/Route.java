// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.route;

import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.api.Endpoint;
import java.util.List;

/**
 * Where a request goes.
 *
 * @param candidates the services that it may be for, at least one, all of one protocol: what its body says decides
 * @param endpoint the path and the bucket that its address names
 */
public record Route(List<ApiService<?>> candidates, Endpoint endpoint) {}
