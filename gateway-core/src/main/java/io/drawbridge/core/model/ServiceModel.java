// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import org.jspecify.annotations.Nullable;

/**
 * The properties that all operations of one service share.
 *
 * @param serviceId such as {@code IAM}
 * @param protocol the encoding of requests and responses
 * @param apiVersion such as {@code 2010-05-08}
 * @param signingName the service name in a credential scope
 * @param xmlNamespace the namespace of responses; null for none
 * @param targetPrefix the text before the operation name in {@code X-Amz-Target} of a JSON service; null for other
 *     services
 */
public record ServiceModel(
        String serviceId,
        Protocol protocol,
        String apiVersion,
        String signingName,
        @Nullable String xmlNamespace,
        @Nullable String targetPrefix) {
    /** The encoding of requests and responses. */
    public enum Protocol {
        QUERY,
        REST_XML,
        JSON_1_1
    }

    /** Creates the model of a service whose operations have no target. */
    public ServiceModel(
            String serviceId, Protocol protocol, String apiVersion, String signingName, @Nullable String xmlNamespace) {
        this(serviceId, protocol, apiVersion, signingName, xmlNamespace, null);
    }
}
