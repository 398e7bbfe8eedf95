// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.identity.SecretKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A long-term access key.
 *
 * @param id {@code AKIA…}, or any 16 to 128 word characters when it comes from a bootstrap file
 * @param account the account that the key belongs to
 * @param userId {@code AIDA…}; null for a key of the account root
 * @param active false when its status is Inactive
 */
public record AccessKey(
        String id, AccountId account, @Nullable String userId, SecretKey secret, boolean active, Instant createdAt) {
    private static final int TYPE = 18;

    /**
     * Returns the stored form: the secret is sealed and bound to its id, so that a copy of it in another row is
     * useless.
     */
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
        RecordFields fields = RecordFields.read(TYPE, bytes);
        String id = fields.text(1);
        return new AccessKey(
                id,
                new AccountId(fields.text(2)),
                fields.optionalText(3),
                open(secrets, fields.bytes(4), id),
                fields.flag(5),
                fields.instant(6));
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

    /** Returns the same key with another status. */
    public AccessKey withActive(boolean newActive) {
        return new AccessKey(id, account, userId, secret, newActive, createdAt);
    }

    /** Returns the unique id of the owner: the user's, or the account id for the root. */
    public String ownerId() {
        return userId == null ? account.digits() : userId;
    }
}
