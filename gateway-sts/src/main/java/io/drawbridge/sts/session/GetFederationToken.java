// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.TagKeys;
import io.drawbridge.sts.limits.StsLimits;
import io.drawbridge.sts.model.FederatedUser;
import io.drawbridge.sts.model.GetFederationTokenRequest;
import io.drawbridge.sts.model.GetFederationTokenResponse;
import io.drawbridge.sts.model.StsError;
import io.drawbridge.sts.model.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Issues credentials for a federated person on behalf of a user or root, limited by session policies.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">GetFederationToken</a>
 */
final class GetFederationToken implements ApiAction<GetFederationTokenRequest, GetFederationTokenResponse> {

    private final IdentityDirectory directory;
    private final SessionTokens tokens;

    GetFederationToken(IdentityDirectory directory, SessionTokens tokens) {
        this.directory = directory;
        this.tokens = tokens;
    }

    @Override
    public Operation<GetFederationTokenRequest, GetFederationTokenResponse> operation() {
        return GetFederationTokenRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(GetFederationTokenRequest input, RequestContext context) {
        Arn federated = Arn.sts(context.account(), "federated-user/" + input.name());
        ConditionValues tags = tagValues(tags(input));
        List<AccessCheck> checks = new ArrayList<>(2);
        checks.add(AccessCheck.onOwn("sts:GetFederationToken", federated).with(tags));
        if (!input.tags().isEmpty()) {
            checks.add(AccessCheck.onOwn("sts:TagSession", federated).with(tags));
        }
        return checks;
    }

    @Override
    public GetFederationTokenResponse handle(GetFederationTokenRequest input, RequestContext context) {
        int seconds =
                input.durationSeconds() == null ? StsLimits.USER_DURATION_SECONDS_DEFAULT : input.durationSeconds();
        if (context.principal() instanceof Principal.AccountRoot) {
            seconds = Math.min(seconds, StsLimits.ROOT_DURATION_SECONDS);
        }
        SessionFacts facts = new SessionFacts(
                context.now(),
                context.now().plus(Duration.ofSeconds(seconds)),
                SessionPolicies.inline(input.policy()),
                SessionPolicies.managed(directory, input.policyArns(), context.account()),
                tags(input),
                Set.of(),
                null,
                null,
                null);
        int packedPercent = StsCredentials.packedPercent(facts);
        Principal.FederatedSession principal = new Principal.FederatedSession(context.principal(), input.name());
        GetFederationTokenResponse.Builder response = GetFederationTokenResponse.builder()
                .credentials(StsCredentials.of(tokens.issue(principal, facts)))
                .federatedUser(FederatedUser.builder()
                        .federatedUserId(principal.userId())
                        .arn(principal.arn().toString())
                        .build());
        return response.packedPolicySize(packedPercent).build();
    }

    private static Map<String, String> tags(GetFederationTokenRequest input) {
        Map<String, String> tags = new TreeMap<>(TagKeys.ORDER);
        for (Tag tag : input.tags()) {
            SessionTags.checkKey(tag.key());
            if (tags.put(tag.key(), tag.value()) != null) {
                throw new AwsException(
                        StsError.INVALID_PARAMETER_VALUE,
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return tags;
    }

    private static ConditionValues tagValues(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return ConditionValues.EMPTY;
        }
        return key -> {
            if (key.equals("aws:tagkeys")) {
                return List.copyOf(tags.keySet());
            }
            String value =
                    key.startsWith("aws:requesttag/") ? tags.get(key.substring("aws:requesttag/".length())) : null;
            return value == null ? null : List.of(value);
        };
    }
}
