// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.PolicyText;
import io.drawbridge.iam.entity.Entities;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.InlinePolicyTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inline policies of users, groups and roles; the code is the same for all three. */
final class InlinePolicies {
    private final EntityStore store;
    private final Pager pager;

    InlinePolicies(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    EntityAccess access() {
        return store.access();
    }

    void put(EntityKind kind, String ownerName, String policyName, String document, RequestContext context) {
        AccountId account = context.account();
        PolicyParser.parse(document, policyKind(kind));
        InlinePolicyTable table = store.tables().inlinePolicies();
        store.changeOnly(context, transaction -> {
            Entity owner = store.entities().require(transaction, kind, account, ownerName);
            Entities.requireChangeable(owner);
            int size = PolicyText.sizeWithoutWhitespace(document);
            for (Map.Entry<String, String> other :
                    table.list(transaction, account, owner.id()).entrySet()) {
                if (!other.getKey().equals(policyName)) {
                    size += PolicyText.sizeWithoutWhitespace(other.getValue());
                }
            }
            int max = kind.inlinePolicySizeMax();
            if (size > max) {
                throw new AwsException(
                        IamError.LIMIT_EXCEEDED,
                        "Maximum policy size of " + max + " bytes exceeded for " + kind.word() + " " + ownerName);
            }
            table.put(transaction, account, owner.id(), policyName, document);
        });
    }

    /** Returns the document, encoded for the wire. */
    String get(EntityKind kind, String ownerName, String policyName, RequestContext context) {
        AccountId account = context.account();
        return store.read(context, transaction -> {
            Entity owner = store.entities().require(transaction, kind, account, ownerName);
            return ResponseMapper.document(require(transaction, owner, policyName));
        });
    }

    PageRequest.Page<String> list(
            String operation,
            EntityKind kind,
            String ownerName,
            RequestContext context,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        PageRequest page = PageRequest.of(pager, operation, context, marker, maxItems, ownerName);
        return store.read(context, transaction -> {
            Entity owner = store.entities().require(transaction, kind, context.account(), ownerName);
            return page.cut(
                    List.copyOf(store.tables()
                            .inlinePolicies()
                            .list(transaction, context.account(), owner.id())
                            .keySet()),
                    name -> name);
        });
    }

    void delete(EntityKind kind, String ownerName, String policyName, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Entity owner = store.entities().require(transaction, kind, account, ownerName);
            Entities.requireChangeable(owner);
            require(transaction, owner, policyName);
            store.tables().inlinePolicies().delete(transaction, account, owner.id(), policyName);
        });
    }

    private String require(ReadTransaction transaction, Entity owner, String policyName) {
        return store.tables()
                .inlinePolicies()
                .find(transaction, owner.account(), owner.id(), policyName)
                .orElseThrow(() -> new AwsException(
                        IamError.NO_SUCH_ENTITY,
                        "The " + owner.kind().word() + " policy with name " + policyName + " cannot be found."));
    }

    private static PolicyGrammar policyKind(EntityKind kind) {
        return switch (kind) {
            case USER -> PolicyGrammar.INLINE_USER;
            case GROUP -> PolicyGrammar.INLINE_GROUP;
            case ROLE -> PolicyGrammar.INLINE_ROLE;
        };
    }
}
