// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The global condition keys that come from the request itself; those of the caller are beside it.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global keys</a>
 */
final class RequestValues implements ConditionValues {
    private final ApiRequest request;
    private final String requestedRegion;

    RequestValues(ApiRequest request, String requestedRegion) {
        this.request = request;
        this.requestedRegion = requestedRegion;
    }

    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        return switch (lowerCaseKey) {
            case "aws:securetransport" -> List.of(Boolean.toString(request.secure()));
            case "aws:sourceip" -> List.of(request.remoteAddress());
            case "aws:useragent" -> header("User-Agent");
            case "aws:referer" -> header("Referer");
            case "aws:requestedregion" -> List.of(requestedRegion);
            default -> null;
        };
    }

    private @Nullable List<String> header(String name) {
        Optional<String> value = request.headers().first(name);
        return value.isPresent() ? List.of(value.get()) : null;
    }
}
