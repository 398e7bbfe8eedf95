// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.InstantValue;
import io.drawbridge.core.policy.condition.TagKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that derive from the caller and the clock.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global keys</a>
 */
public final class PrincipalValues implements ConditionValues {
    private static final String TAG_PREFIX = "aws:principaltag/";
    private static final String CURRENT_TIME = "aws:currenttime";
    private static final String TOKEN_ISSUE_TIME = "aws:tokenissuetime";

    private final Principal principal;
    private final @Nullable SessionFacts session;
    private final Map<String, String> entityTags;
    private final Instant now;
    private @Nullable Map<String, List<String>> tagsByFoldedKey;

    /**
     * @param caller the caller of the request
     * @param entityTags the tags of the user or role; session tags override them
     * @param now the start of the authorization
     */
    public PrincipalValues(Caller caller, Map<String, String> entityTags, Instant now) {
        this.principal = caller.principal();
        this.session = caller.session();
        this.entityTags = entityTags;
        this.now = now;
    }

    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        if (lowerCaseKey.equals(CURRENT_TIME)) {
            return new InstantValue(now);
        }
        if (lowerCaseKey.equals(TOKEN_ISSUE_TIME)) {
            return session != null && temporary() ? new InstantValue(session.issuedAt()) : null;
        }
        if (lowerCaseKey.startsWith(TAG_PREFIX)) {
            return tag(TagKeys.folded(lowerCaseKey.substring(TAG_PREFIX.length())));
        }
        String value = value(lowerCaseKey);
        return value == null ? null : List.of(value);
    }

    private @Nullable String value(String key) {
        return switch (key) {
            case "aws:epochtime" -> Long.toString(now.getEpochSecond());
            case "aws:principalarn" -> principalArn();
            case "aws:principalaccount" -> account();
            case "aws:principaltype" -> type();
            case "aws:principalisawsservice" -> isAwsService();
            case "aws:principalservicename", "aws:principalservicenameslist" -> serviceName();
            case "aws:userid" -> userId();
            case "aws:username" -> principal instanceof Principal.IamUser user ? user.name() : null;
            case "aws:viaawsservice" -> "false";
            default -> session == null ? null : sessionValue(key, session);
        };
    }

    private @Nullable String sessionValue(String key, SessionFacts facts) {
        return switch (key) {
            case "aws:multifactorauthpresent" -> temporary() ? Boolean.toString(facts.mfaAt() != null) : null;
            case "aws:multifactorauthage" -> age(facts.mfaAt());
            case "aws:sourceidentity" -> facts.sourceIdentity();
            case "aws:federatedprovider" -> facts.federatedProvider();
            default -> null;
        };
    }

    /** Root keeps its permissions in a session, but the session is still temporary. */
    private boolean temporary() {
        return principal instanceof Principal.InAccount;
    }

    private @Nullable String age(@Nullable Instant mfaAt) {
        return mfaAt == null
                ? null
                : Long.toString(Math.max(0, Duration.between(mfaAt, now).toSeconds()));
    }

    private @Nullable String principalArn() {
        if (principal instanceof Principal.RoleSession role) {
            return role.roleArn().toString();
        }
        return principal instanceof Principal.InAccount caller ? caller.arn().toString() : null;
    }

    private @Nullable String account() {
        if (principal instanceof Principal.InAccount caller) {
            return caller.account().digits();
        }
        return principal instanceof Principal.Anonymous ? "anonymous" : null;
    }

    private @Nullable String type() {
        if (principal instanceof Principal.AccountRoot) {
            return "Account";
        }
        if (principal instanceof Principal.IamUser) {
            return "User";
        }
        if (principal instanceof Principal.RoleSession) {
            return "AssumedRole";
        }
        if (principal instanceof Principal.FederatedSession) {
            return "FederatedUser";
        }
        return principal instanceof Principal.Anonymous ? "Anonymous" : null;
    }

    private @Nullable String userId() {
        if (principal instanceof Principal.InAccount caller) {
            return caller.userId();
        }
        return principal instanceof Principal.Anonymous ? "anonymous" : null;
    }

    private @Nullable String isAwsService() {
        if (principal instanceof Principal.ServicePrincipal) {
            return "true";
        }
        return principal instanceof Principal.InAccount ? "false" : null;
    }

    private @Nullable String serviceName() {
        return principal instanceof Principal.ServicePrincipal service ? service.name() : null;
    }

    private @Nullable List<String> tag(String foldedTagKey) {
        Map<String, List<String>> tags = tagsByFoldedKey;
        if (tags == null) {
            tags = TagKeys.byFoldedKey(entityTags.entrySet());
            if (session != null) {
                tags.putAll(TagKeys.byFoldedKey(session.tags().entrySet()));
            }
            tagsByFoldedKey = tags;
        }
        return tags.get(foldedTagKey);
    }
}
