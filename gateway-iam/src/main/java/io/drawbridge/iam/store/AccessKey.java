// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.identity.SecretKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A long-term access key.
 *
 * @param id {@code AKIA…}, or any 16 to 128 word characters when given from outside
 * @param account whose key it is
 * @param userId {@code AIDA…}; null for a key of the account root
 * @param active false when its status is Inactive
 */
public record AccessKey(
        String id, AccountId account, @Nullable String userId, SecretKey secret, boolean active, Instant createdAt) {
    private static final int TYPE = 18;

    /** The stored form: the secret is sealed and bound to its id, so that no row can lend it to another. */
    byte[] toBytes(SealedToken secrets) {
        return new RecordWriter(TYPE, 1)
                .text(1, id)
                .text(2, account.digits())
                .text(3, userId)
                .bytes(4, secrets.seal(secret.bytes(), associated(id)))
                .flag(5, active)
                .instant(6, createdAt)
                .toBytes();
    }

    static AccessKey fromBytes(SealedToken secrets, byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        String id = "";
        String account = "";
        String userId = null;
        byte[] sealed = {};
        boolean active = false;
        Instant createdAt = Instant.EPOCH;
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> id = reader.text();
                case 2 -> account = reader.text();
                case 3 -> userId = reader.text();
                case 4 -> sealed = reader.bytes();
                case 5 -> active = reader.flag();
                case 6 -> createdAt = reader.instant();
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new AccessKey(id, new AccountId(account), userId, open(secrets, sealed, id), active, createdAt);
    }

    private static SecretKey open(SealedToken secrets, byte[] sealed, String id) {
        byte[] plain = secrets.open(sealed, associated(id))
                .orElseThrow(() -> new IllegalStateException(
                        "the secret of access key " + id + " was changed, or sealed by a key that is not on the ring"));
        return new SecretKey(new String(plain, StandardCharsets.UTF_8));
    }

    private static byte[] associated(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    /** The same key with another status. */
    public AccessKey withActive(boolean newActive) {
        return new AccessKey(id, account, userId, secret, newActive, createdAt);
    }

    /** The unique id of the owner: the user's, or the account id for the root. */
    public String ownerId() {
        return userId == null ? account.digits() : userId;
    }
}
