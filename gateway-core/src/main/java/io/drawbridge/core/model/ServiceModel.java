// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What is the same for every operation of one service.
 *
 * @param serviceId such as {@code IAM}
 * @param protocol how requests and responses are written
 * @param apiVersion such as {@code 2010-05-08}
 * @param signingName the service in a credential scope
 * @param xmlNamespace of responses; null for none
 * @param targetPrefix in front of the operation in {@code X-Amz-Target} of a JSON service; null elsewhere
 */
public record ServiceModel(
        String serviceId,
        Protocol protocol,
        String apiVersion,
        String signingName,
        @Nullable String xmlNamespace,
        @Nullable String targetPrefix) {
    /** How requests and responses are written. */
    public enum Protocol {
        QUERY,
        REST_XML,
        JSON_1_1
    }

    /** A service whose operations are not named by a target. */
    public ServiceModel(
            String serviceId, Protocol protocol, String apiVersion, String signingName, @Nullable String xmlNamespace) {
        this(serviceId, protocol, apiVersion, signingName, xmlNamespace, null);
    }
}
