// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.OrganizationDirectory;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.View;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.iam.directory.IamCredentials;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.policy.BundledAwsManagedPolicies;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.IamTables;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A store that lost its last commits would count to the same numbers again, so no cached entry may match them. */
final class LostChangesTest {
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";

    private final Losing engine = new Losing();
    private final IamTables tables = IamTables.of(
            new KeyValueStore(engine), new KeyRing(new byte[KeyRing.MASTER_BYTES]), new SplittableRandom(11));
    private final IamCredentials credentials = new IamCredentials(tables);
    private final IamDirectory directory =
            new IamDirectory(tables, new BundledAwsManagedPolicies(), OrganizationDirectory.NONE);

    /** Rows in memory that can be rolled back, as after a failover to a standby that lagged. */
    private static final class Losing implements KeyValueEngine {
        private final List<Commit> applied = new ArrayList<>();
        private MemoryEngine memory = new MemoryEngine(1L << 26);
        private Runnable beforeNextView = () -> {};

        /** Returns the number of commits. */
        int count() {
            return applied.size();
        }

        /** Loses all commits after the first ones. */
        void keep(int count) {
            memory = new MemoryEngine(1L << 26);
            applied.subList(count, applied.size()).clear();
            applied.forEach(commit -> memory.commit(
                    new Commit(new ReadVersion(0, 0), List.of(), commit.operations(), commit.durability())));
        }

        @Override
        public View view() {
            Runnable before = beforeNextView;
            beforeNextView = () -> {};
            before.run();
            return memory.view();
        }

        @Override
        public Row get(Key key) {
            return memory.get(key);
        }

        @Override
        public boolean commit(Commit commit) {
            boolean holds = memory.commit(commit);
            if (holds) {
                applied.add(commit);
            }
            return holds;
        }

        @Override
        public Changes changes(KeyRange range, long afterVersion, int max) {
            return memory.changes(range, afterVersion, max);
        }

        @Override
        public Blocking blocking() {
            return Blocking.NEVER;
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    private void account(AccountId id) {
        tables.changeOnly(id, transaction -> tables.accounts()
                .put(transaction, new Account(id, "name", id + "@example.com", null, IamBed.NOW)));
    }

    private void key(boolean active) {
        tables.changeOnly(IamBed.ACCOUNT, transaction -> tables.accessKeys()
                .put(
                        transaction,
                        new AccessKey(KEY, IamBed.ACCOUNT, null, new SecretKey("secret"), active, IamBed.NOW)));
    }

    private boolean active() {
        return credentials.find(KEY).orElseThrow().active();
    }

    private boolean known(AccountId id) {
        return directory.policiesOf(new Principal.AccountRoot(id)).isPresent();
    }

    @Test
    void aKeyWhoseActivationWasLostIsNotActive() {
        account(IamBed.ACCOUNT);
        key(false);
        int kept = engine.count();
        key(true);
        assertThat(active()).isTrue();
        engine.keep(kept);
        tables.changeOnly(IamBed.ACCOUNT, transaction -> {});
        assertThat(active()).isFalse();
    }

    @Test
    void policiesThatWereLostAreNotCached() {
        account(IamBed.ACCOUNT);
        int kept = engine.count();
        account(IamBed.OTHER);
        assertThat(known(IamBed.OTHER)).isTrue();
        engine.keep(kept);
        tables.changeOnly(IamBed.OTHER, transaction -> {});
        assertThat(known(IamBed.OTHER)).isFalse();
    }

    @Test
    void whatWasReadWhileTheLostChangeWasMadeIsNotTakenForTheStateBeforeIt() {
        account(IamBed.ACCOUNT);
        key(false);
        tables.changeOnly(IamBed.OTHER, transaction -> {});
        int kept = engine.count();
        engine.beforeNextView = () -> account(IamBed.OTHER);
        assertThat(known(IamBed.OTHER)).isTrue();
        engine.beforeNextView = () -> key(true);
        assertThat(active()).isTrue();
        engine.keep(kept);
        assertThat(known(IamBed.OTHER)).isFalse();
        assertThat(active()).isFalse();
    }
}
