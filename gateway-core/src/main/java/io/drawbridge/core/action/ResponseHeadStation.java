// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.requestlog.RequestLog;

/**
 * A station after the head of a response is known, for success and error alike: it adds headers, such as those of CORS. Safe
 * for many threads; must not wait and must not throw.
 */
@FunctionalInterface
public interface ResponseHeadStation {
    /**
     * @param log what is known of the request, without the sizes of the response
     * @param headers of the response, to be added to
     */
    void decorate(RequestLog log, HttpHeaders headers);
}
