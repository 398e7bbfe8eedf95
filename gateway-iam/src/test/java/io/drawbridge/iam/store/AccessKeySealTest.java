// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.iam.directory.IamCredentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A person who can write rows, but has no key ring, makes no key of another owner from an own one. */
final class AccessKeySealTest {
    private static final AccountId OWN = new AccountId("111122223333");
    private static final AccountId VICTIM = new AccountId("444455556666");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.123456Z");
    private static final String KEY = "AKIAOWNOWNOWNOWNOWN1";

    private final KeyValueStore store = new KeyValueStore(new MemoryEngine(1L << 26));
    private final IamTables tables =
            IamTables.of(store, new KeyRing(new byte[KeyRing.MASTER_BYTES]), new SplittableRandom(1));

    private void put(AccessKey key) {
        tables.changeOnly(key.account(), transaction -> tables.accessKeys().put(transaction, key));
    }

    private static AccessKey root(String id, AccountId account, boolean active) {
        return new AccessKey(id, account, null, new SecretKey("secret of " + id), active, NOW);
    }

    /** A writer of a row whose fields are those of the stored one, except for what a test changes. */
    private static final class Forged {
        private String id;
        private String account;
        private @Nullable String userId;
        private boolean active;
        private Instant createdAt;
        private byte[] sealed;
        private int schema;

        Forged(byte[] bytes) {
            RecordFields fields = RecordFields.read(18, bytes);
            id = fields.text(1);
            account = fields.text(2);
            userId = fields.optionalText(3);
            sealed = fields.bytes(4);
            active = fields.flag(5);
            createdAt = fields.instant(6);
            schema = fields.schema();
        }

        byte[] bytes() {
            return new RecordWriter(18, schema)
                    .text(1, id)
                    .text(2, account)
                    .text(3, userId)
                    .bytes(4, sealed)
                    .flag(5, active)
                    .instant(6, createdAt)
                    .toBytes();
        }
    }

    private void forge(String id, Consumer<Forged> change) {
        store.update(transaction -> {
            Forged forged = new Forged(transaction.get(AccessKeyTable.key(id)).orElseThrow());
            change.accept(forged);
            transaction.put(AccessKeyTable.key(id), forged.bytes());
        });
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("account", (Consumer<Forged>) forged -> forged.account = VICTIM.digits()),
                Arguments.of("no account", (Consumer<Forged>) forged -> forged.account = "x"),
                Arguments.of("owner", (Consumer<Forged>) forged -> forged.userId = "AIDAVICTIM"),
                Arguments.of("empty owner", (Consumer<Forged>) forged -> forged.userId = ""),
                Arguments.of("status", (Consumer<Forged>) forged -> forged.active = false),
                Arguments.of("time", (Consumer<Forged>) forged -> forged.createdAt = NOW.plusSeconds(1)),
                Arguments.of("id", (Consumer<Forged>) forged -> forged.id = "AKIAOTHEROTHEROTHER1"),
                Arguments.of("schema", (Consumer<Forged>) forged -> forged.schema = 1),
                Arguments.of("newer schema", (Consumer<Forged>) forged -> forged.schema = 3),
                Arguments.of("seal", (Consumer<Forged>) forged -> forged.sealed[20] ^= 1),
                Arguments.of("key of the seal", (Consumer<Forged>) forged -> forged.sealed[2] ^= 1),
                Arguments.of("no seal", (Consumer<Forged>) forged -> forged.sealed = new byte[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aRowThatWasChangedOpensNothing(String name, Consumer<Forged> change) {
        put(root(KEY, OWN, true));
        forge(KEY, forged -> {});
        assertThat(found(KEY)).as("the same fields, written again").isTrue();
        forge(KEY, change);
        assertThat(found(KEY)).as(name).isFalse();
    }

    @Test
    void bytesThatAreNoRecordOpenNothing() {
        put(root(KEY, OWN, true));
        for (byte[] bytes : List.of(
                new byte[0], new byte[] {18}, new byte[] {19, 2}, "x".repeat(99).getBytes(StandardCharsets.UTF_8))) {
            store.update(transaction -> transaction.put(AccessKeyTable.key(KEY), bytes));
            assertThat(found(KEY)).isFalse();
        }
    }

    @Test
    void anInactiveKeyIsNotActivatedByItsRow() {
        put(root(KEY, OWN, false));
        forge(KEY, forged -> forged.active = true);
        assertThat(found(KEY)).isFalse();
    }

    @Test
    void aRowIsGoodForItsOwnKeyOnly() {
        put(root(KEY, OWN, true));
        put(root("AKIAVICTIMVICTIMVICT", VICTIM, true));
        store.update(transaction -> transaction.put(
                AccessKeyTable.key("AKIAVICTIMVICTIMVICT"),
                transaction.get(AccessKeyTable.key(KEY)).orElseThrow()));
        assertThat(found("AKIAVICTIMVICTIMVICT")).isFalse();
        assertThat(found(KEY)).isTrue();
    }

    @Test
    void theSealOfOneKeyDoesNotFitTheFieldsOfAnother() {
        put(root(KEY, OWN, true));
        put(root("AKIAVICTIMVICTIMVICT", VICTIM, true));
        byte[] mine = store.read(transaction ->
                new Forged(transaction.get(AccessKeyTable.key(KEY)).orElseThrow()).sealed);
        forge("AKIAVICTIMVICTIMVICT", forged -> forged.sealed = mine);
        assertThat(found("AKIAVICTIMVICTIMVICT")).isFalse();
    }

    @Test
    void theListOfAnOwnerShowsNoKeyOfAnother() {
        put(root("AKIAVICTIMVICTIMVICT", VICTIM, true));
        store.update(transaction -> transaction.put(
                IamSpaces.ACCESS_KEY_OF
                        .key()
                        .text(OWN.digits())
                        .text(OWN.digits())
                        .text("AKIAVICTIMVICTIMVICT")
                        .key(),
                new byte[0]));
        assertThat(list(OWN)).isEmpty();
        assertThat(list(VICTIM)).hasSize(1);
    }

    /** The rows that lead from a key to its user are not sealed, so that they must lead to the user that the seal names. */
    @Test
    void aUserOfAnotherAccountIsNotReachedThroughItsUniqueId() {
        User own = user("AIDAOWN", OWN, "mallory");
        User victim = user("AIDAVICTIM", VICTIM, "alice");
        for (User user : List.of(own, victim)) {
            tables.changeOnly(user.account(), transaction -> tables.users().put(transaction, user));
        }
        put(new AccessKey(KEY, OWN, "AIDAOWN", new SecretKey("mine"), true, NOW));
        assertThat(new IamCredentials(tables).find(KEY)).isPresent();
        store.update(transaction -> transaction.put(
                IamSpaces.UNIQUE_ID.key().text("AIDAOWN").key(),
                transaction
                        .get(IamSpaces.UNIQUE_ID.key().text("AIDAVICTIM").key())
                        .orElseThrow()));
        assertThat(new IamCredentials(tables).find(KEY)).isEmpty();
    }

    @Test
    void aSealOfTheFirstReleaseIsRefused() {
        SealedToken secrets = new SealedToken(
                new KeyRing(new byte[KeyRing.MASTER_BYTES]), AccessKeyTable.SEAL_NAME, new SplittableRandom(2));
        store.update(transaction ->
                transaction.put(AccessKeyTable.key(KEY), AccessKeyRows.ofFirstRelease(secrets, root(KEY, OWN, true))));
        assertThat(found(KEY)).isFalse();
    }

    private static User user(String id, AccountId account, String name) {
        return new User(new EntityIdentity(account, name, "/", id, NOW), Map.of(), null);
    }

    private boolean found(String id) {
        return new IamCredentials(tables).find(id).isPresent();
    }

    private List<AccessKey> list(AccountId account) {
        return store.read(transaction -> tables.accessKeys().list(transaction, account, account.digits()));
    }
}
