// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.MasterKey;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StoredSecretsResealTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final int COUNT = 2 * StoredSecretsReseal.PAGE_ROWS + 50;

    private final KeyValueStore store = new KeyValueStore(new MemoryEngine(1L << 28));
    private final KeyRing former = ring(MasterKey.SealForm.WHOLE_ROW, 1);
    private final KeyRing both = ring(MasterKey.SealForm.WHOLE_ROW, 2, 1);
    private final KeyRing newest = ring(MasterKey.SealForm.WHOLE_ROW, 2);

    private static KeyRing ring(MasterKey.SealForm oldest, int... masters) {
        return new KeyRing(Arrays.stream(masters)
                .mapToObj(master -> {
                    byte[] bytes = new byte[KeyRing.MASTER_BYTES];
                    Arrays.fill(bytes, (byte) master);
                    return new MasterKey(bytes, oldest);
                })
                .toList());
    }

    private IamTables tables(KeyRing ring) {
        return IamTables.of(store, ring, new SplittableRandom(ring.currentId()));
    }

    private StoredSecretsReseal reseal(KeyRing ring) {
        return new StoredSecretsReseal(store, ring, new SplittableRandom(9));
    }

    private static AccessKey key(int number) {
        String id = String.format("AKIA%016d", number);
        return new AccessKey(id, ACCOUNT, null, new SecretKey("secret " + number), number % 3 != 0, NOW);
    }

    private void put(KeyRing ring, int number) {
        tables(ring)
                .changeOnly(ACCOUNT, transaction -> tables(ring).accessKeys().put(transaction, key(number)));
    }

    private void fill(KeyRing ring) {
        for (int i = 0; i < COUNT; i++) {
            put(ring, i);
        }
    }

    private void opens(KeyRing ring, int count) {
        for (int i = 0; i < count; i++) {
            AccessKey found = tables(ring).accessKeys().find(store, key(i).id()).orElseThrow();
            assertThat(found.active()).isEqualTo(key(i).active());
            assertThat(found.secret().matches(key(i).secret())).isTrue();
        }
    }

    @Test
    void everythingIsSealedUnderTheNewestMasterAndTheFormerOneCanGo() {
        fill(former);
        opens(both, COUNT);
        assertThat(tables(newest).accessKeys().find(store, key(0).id())).isEmpty();
        List<Long> reported = new ArrayList<>();
        StoredSecretsReseal.Result result =
                reseal(both).sealUnderCurrentMaster(soFar -> reported.add(soFar.sealed() + soFar.unchanged()));
        assertThat(result.sealed()).isEqualTo(COUNT);
        assertThat(reported).containsExactly(100L, 200L, (long) COUNT);
        opens(newest, COUNT);
        assertThat(tables(former).accessKeys().find(store, key(0).id())).isEmpty();
        StoredSecretsReseal.Result again = reseal(both).sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE);
        assertThat(again.sealed()).isZero();
        assertThat(again.unchanged()).isEqualTo(COUNT);
    }

    @Test
    void aRunThatEndedEarlyIsStartedAgain() {
        fill(former);
        assertThatThrownBy(() -> reseal(both).sealUnderCurrentMaster(soFar -> {
                    throw new IllegalStateException("the command went away");
                }))
                .hasMessage("the command went away");
        opens(both, COUNT);
        StoredSecretsReseal.Result rest = reseal(both).sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE);
        assertThat(rest.sealed()).isEqualTo(COUNT - StoredSecretsReseal.PAGE_ROWS);
        assertThat(rest.unchanged()).isEqualTo(StoredSecretsReseal.PAGE_ROWS);
        opens(newest, COUNT);
    }

    /** A server that still has the former order of the ring writes nothing that the former master sealed. */
    @Test
    void fromTheFirstTransactionOnAllServersSealUnderTheNewestMaster() throws Exception {
        KeyRing otherOrder = ring(MasterKey.SealForm.WHOLE_ROW, 1, 2);
        put(otherOrder, 0);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int i = 1; i < COUNT; i++) {
                    put(otherOrder, i);
                }
            });
            reseal(both).sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE);
            writing.get(60, TimeUnit.SECONDS);
        } finally {
            writer.shutdownNow();
        }
        put(otherOrder, COUNT);
        opens(newest, COUNT + 1);
    }

    @Test
    void aServerThatLacksTheMasterOfTheStoreCreatesNoKey() {
        reseal(newest).sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE);
        assertThatThrownBy(() -> put(former, 0)).hasMessageContaining("the key ring lacks the master key");
    }

    @Test
    void oneOfTwoRunsUnderDifferentMastersEnds() {
        fill(former);
        KeyRing three = ring(MasterKey.SealForm.WHOLE_ROW, 3, 2, 1);
        assertThatThrownBy(() -> reseal(both).sealUnderCurrentMaster(soFar -> reseal(three)
                        .sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE)))
                .hasMessageContaining("another run seals under another master key");
        opens(ring(MasterKey.SealForm.WHOLE_ROW, 3), COUNT);
    }

    @Test
    void aChangedRowIsReportedAndStaysAsItIs() {
        fill(former);
        byte[] other = store.get(AccessKeyTable.key(key(1).id())).orElseThrow();
        store.update(transaction -> transaction.put(AccessKeyTable.key(key(0).id()), other));
        StoredSecretsReseal.Result result = reseal(both).sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE);
        assertThat(result.refused()).isEqualTo(1);
        assertThat(result.shown()).containsExactly(key(0).id());
        assertThat(store.get(AccessKeyTable.key(key(0).id()))).contains(other);
        assertThat(tables(both).accessKeys().find(store, key(0).id())).isEmpty();
    }

    @Test
    void rowsOfTheFirstReleaseAreSealedWholeOnceAndRefusedAfterwards() {
        KeyRing old = ring(MasterKey.SealForm.ID_ONLY, 1);
        SealedToken secrets = new SealedToken(old, AccessKeyTable.SEAL_NAME, new SplittableRandom(3));
        for (int i = 0; i < COUNT; i++) {
            AccessKey key = key(i);
            store.update(transaction ->
                    transaction.put(AccessKeyTable.key(key.id()), AccessKeyRows.ofFirstRelease(secrets, key)));
        }
        assertThat(tables(old).accessKeys().find(store, key(0).id())).isEmpty();
        assertThat(reseal(former).sealWholeRows().refused())
                .as("a ring whose keys never sealed so")
                .isEqualTo(COUNT);
        assertThat(reseal(old)
                        .sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE)
                        .refused())
                .as("while servers work")
                .isEqualTo(COUNT);
        assertThat(reseal(old).sealWholeRows().sealed()).isEqualTo(COUNT);
        opens(old, COUNT);
        assertThat(reseal(old).sealWholeRows().unchanged()).isEqualTo(COUNT);
        AccessKey back = new AccessKey(key(0).id(), new AccountId("444455556666"), null, key(0).secret(), true, NOW);
        store.update(transaction ->
                transaction.put(AccessKeyTable.key(back.id()), AccessKeyRows.ofFirstRelease(secrets, back)));
        assertThat(tables(old).accessKeys().find(store, back.id())).isEmpty();
    }

    @Test
    void anImportIsSealedUnderOneMasterWhateverSealedItBefore() {
        KeyRing rings = ring(MasterKey.SealForm.ID_ONLY, 2, 1);
        SealedToken secrets =
                new SealedToken(ring(MasterKey.SealForm.ID_ONLY, 1), AccessKeyTable.SEAL_NAME, new SplittableRandom(3));
        store.update(transaction ->
                transaction.put(AccessKeyTable.key(key(0).id()), AccessKeyRows.ofFirstRelease(secrets, key(0))));
        put(former, 1);
        put(rings, 2);
        StoredSecretsReseal.Result result = reseal(rings).sealImported();
        assertThat(result.sealed()).isEqualTo(2);
        assertThat(result.unchanged()).isEqualTo(1);
        opens(newest, 3);
    }

    private static MfaDevice device(KeyValueStore store, IamTables tables, int number) {
        String name = "Phone" + number;
        return store.transact(transaction -> {
            MfaDevice device = new MfaDevice(
                    EntityIdentity.created(ACCOUNT, name, "/", "", NOW),
                    tables.mfaDevices().seal(transaction, ACCOUNT, "/" + name, new byte[] {(byte) number, 7}),
                    Map.of(),
                    null,
                    null,
                    MfaCodes.NONE);
            tables.mfaDevices().put(transaction, device);
            return device;
        });
    }

    private Optional<byte[]> seed(KeyRing ring, int number) {
        MfaDeviceTable devices = tables(ring).mfaDevices();
        MfaDevice device = store.read(transaction -> devices.find(transaction, ACCOUNT, "/phone" + number))
                .orElseThrow();
        return devices.seed(device);
    }

    @Test
    void theSeedsOfMfaDevicesAreSealedUnderTheNewestMasterToo() {
        put(former, 0);
        for (int i = 0; i < 3; i++) {
            device(store, tables(former), i);
        }
        assertThat(seed(newest, 0)).isEmpty();
        assertThat(reseal(both)
                        .sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE)
                        .sealed())
                .isEqualTo(4);
        device(store, tables(ring(MasterKey.SealForm.WHOLE_ROW, 1, 2)), 3);
        for (int i = 0; i < 4; i++) {
            assertThat(seed(newest, i)).contains(new byte[] {(byte) i, 7});
            assertThat(seed(former, i)).isEmpty();
        }
        assertThat(reseal(newest)
                        .sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE)
                        .unchanged())
                .isEqualTo(5);
    }

    @Test
    void aSeedWhoseSealDoesNotFitIsReportedByTheDevicesArn() {
        MfaDevice other = device(store, tables(former), 1);
        device(store, tables(former), 0);
        MfaDevice changed = device(store, tables(former), 2).withSealedSeed(other.sealedSeed());
        store.update(transaction -> tables(former).mfaDevices().put(transaction, changed));
        StoredSecretsReseal.Result result = reseal(both).sealUnderCurrentMaster(StoredSecretsReseal.Progress.NONE);
        assertThat(result.sealed()).isEqualTo(2);
        assertThat(result.shown()).containsExactly("arn:aws:iam::111122223333:mfa/Phone2");
        assertThat(seed(both, 2)).isEmpty();
    }
}
