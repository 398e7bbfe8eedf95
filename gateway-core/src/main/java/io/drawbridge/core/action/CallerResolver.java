// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.auth.Authenticated;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.BoundedCache;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.requestlog.RequestLogBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the caller of a verified request: its current name, its policies, those of its session. Safe for many threads.
 */
public final class CallerResolver {
    /** What the compiled session policies of all sessions may weigh. */
    private static final long CACHED_BYTES_MAX = 32L << 20;

    private final IdentityDirectory directory;
    private final Authorizer authorizer;
    private final KeyUse keyUse;
    private final Clock clock;
    private final String region;
    private final BoundedCache<String, CompiledPolicy> sessionPolicies = new BoundedCache<>(CACHED_BYTES_MAX);

    /**
     * @param keyUse notes every use of a long-term key
     * @param clock the time that policies see
     * @param region the region of this server
     */
    public CallerResolver(
            IdentityDirectory directory, Authorizer authorizer, KeyUse keyUse, Clock clock, String region) {
        this.directory = directory;
        this.keyUse = keyUse;
        this.authorizer = authorizer;
        this.clock = clock;
        this.region = region;
    }

    /**
     * Makes the context in which an action runs, with the caller's policies as its account has them now.
     *
     * @param service the name of the service that is called, such as {@code s3}
     * @param request with the body without any signing frame
     * @param requestedRegion the value of {@code aws:RequestedRegion}
     * @param log gets the decisions of the request
     * @return empty when the caller's user or role is gone, so that its credentials mean nothing any more
     */
    public Optional<RequestContext> resolve(
            String requestId,
            String service,
            ApiRequest request,
            Authenticated authenticated,
            String requestedRegion,
            RequestLogBuilder log) {
        Caller caller = current(authenticated.caller());
        Instant now = clock.instant();
        IdentityPolicies policies = IdentityPolicies.NONE;
        if (caller.principal() instanceof Principal.InAccount principal) {
            Optional<IdentityPolicies> found = directory.policiesOf(principal);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            policies = found.get();
            if (caller.session() == null && caller.accessKeyId() != null) {
                keyUse.note(caller.accessKeyId(), service, requestedRegion, now);
            }
        }
        AuthorizationContext authorization = AuthorizationContext.of(
                caller, policies, sessionPolicies(caller.session()), new RequestValues(request, requestedRegion), now);
        return Optional.of(new RequestContext(
                requestId,
                request,
                caller,
                authenticated.payload(),
                authorization,
                authorizer,
                now,
                region,
                new RequestFindings(),
                log));
    }

    /** A session token holds the name that its user had; since then the user may have been renamed. */
    private Caller current(Caller caller) {
        if (caller.session() == null) {
            return caller;
        }
        Principal principal = caller.principal();
        Principal current = principal;
        if (principal instanceof Principal.IamUser user) {
            current = current(user);
        } else if (principal instanceof Principal.FederatedSession federated
                && federated.issuer() instanceof Principal.IamUser user) {
            current = new Principal.FederatedSession(current(user), federated.name());
        }
        return current.equals(principal)
                ? caller
                : new Caller(current, caller.session(), caller.accessKeyId(), caller.authenticationType());
    }

    private Principal.IamUser current(Principal.IamUser user) {
        Arn arn = directory.arnOf(user.userId()).orElse(user.arn());
        String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
        return new Principal.IamUser(user.account(), arn, user.userId(), name);
    }

    /** The estimated weight of the session policies that are kept, in bytes. */
    long cachedBytes() {
        return sessionPolicies.bytes();
    }

    private @Nullable PolicySet sessionPolicies(@Nullable SessionFacts session) {
        if (session == null || !session.limited()) {
            return null;
        }
        List<CompiledPolicy> compiled = new ArrayList<>();
        if (session.policy() != null) {
            compiled.add(compiled(session.policy()));
        }
        for (String text : session.policyArns()) {
            // A managed policy that is gone allows nothing: the session keeps only what the others allow.
            Arn.parse(text).flatMap(directory::managedPolicy).ifPresent(compiled::add);
        }
        return PolicySet.of(compiled);
    }

    private CompiledPolicy compiled(String policy) {
        CompiledPolicy known = sessionPolicies.get(policy);
        if (known != null) {
            return known;
        }
        CompiledPolicy fresh = CompiledPolicy.compile(
                PolicyParser.parse(policy, PolicyGrammar.SESSION),
                new PolicyOrigin(PolicySourceType.SESSION, "session policy", null, null));
        sessionPolicies.put(policy, fresh, fresh.estimatedBytes());
        return fresh;
    }
}
