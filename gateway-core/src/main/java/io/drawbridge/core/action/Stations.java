// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.requestlog.RequestLogSink;
import java.util.List;

/**
 * What a request passes besides its action, in the order of the lists.
 *
 * @param endpoints before authentication: the first that serves a request answers it
 * @param responseHeads after the head of the response is known
 * @param sinks on completion
 */
public record Stations(
        List<UnauthenticatedEndpoint> endpoints, List<ResponseHeadStation> responseHeads, List<RequestLogSink> sinks) {
    /** The most stations of one kind: every request passes all of them. */
    public static final int COUNT_MAX = 8;

    public Stations {
        endpoints = bounded(endpoints);
        responseHeads = bounded(responseHeads);
        sinks = bounded(sinks);
    }

    private static <T> List<T> bounded(List<T> stations) {
        if (stations.size() > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "stations: " + stations.size() + " (expected: at most " + COUNT_MAX + ")");
        }
        return List.copyOf(stations);
    }
}
