// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Entities;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.IamTables;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the actions of IAM work with. Safe for many threads. */
public final class IamState {
    private final IamTables tables;
    private final IdentityDirectory directory;
    private final UniqueIds ids;
    private final Clock clock;
    private final Pager pager;
    private final Entities entities;
    private final EntityAccess access;
    private final ManagedPolicies policies;

    /** @param clock the time of creation dates */
    public IamState(
            IamTables tables,
            IdentityDirectory directory,
            AwsManagedPolicies awsPolicies,
            UniqueIds ids,
            Clock clock,
            Pager pager) {
        this.tables = tables;
        this.directory = directory;
        this.ids = ids;
        this.clock = clock;
        this.pager = pager;
        this.entities = new Entities(tables);
        this.access = new EntityAccess(tables, entities);
        this.policies = new ManagedPolicies(tables, awsPolicies);
    }

    public IamTables tables() {
        return tables;
    }

    public IdentityDirectory directory() {
        return directory;
    }

    public UniqueIds ids() {
        return ids;
    }

    public Pager pager() {
        return pager;
    }

    /** Finds users, groups and roles. */
    public Entities entities() {
        return entities;
    }

    /** Makes access checks on users, groups and roles. */
    public EntityAccess access() {
        return access;
    }

    /** Finds managed policies. */
    public ManagedPolicies policies() {
        return policies;
    }

    /** The present second, as creation dates have it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
