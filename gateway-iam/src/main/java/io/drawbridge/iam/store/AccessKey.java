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
import java.util.Optional;
import java.util.OptionalInt;
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

    /** The schema whose seal covers all fields; before, it covered only the id. */
    private static final int SCHEMA = 2;

    private static final int SEALED = 4;

    /**
     * Returns the stored form. The seal of the secret covers every other field, so that a row that was changed, or
     * copied in parts to another row, cannot be opened without the key ring.
     *
     * @param master the id of the master key that seals
     */
    byte[] toBytes(SealedToken secrets, int master) {
        RecordWriter covered = new Covered(id, account, userId, active, createdAt).record();
        return covered.bytes(SEALED, secrets.seal(master, secret.bytes(), covered.toBytes()))
                .toBytes();
    }

    /** All fields but the secret; the seal covers their record. */
    private record Covered(
            String id, AccountId account, @Nullable String userId, boolean active, Instant createdAt) {
        static Covered of(RecordFields fields) {
            return new Covered(
                    fields.text(1),
                    new AccountId(fields.text(2)),
                    fields.optionalText(3),
                    fields.flag(5),
                    fields.instant(6));
        }

        RecordWriter record() {
            return new RecordWriter(TYPE, SCHEMA)
                    .text(1, id)
                    .text(2, account.digits())
                    .text(3, userId)
                    .flag(5, active)
                    .instant(6, createdAt);
        }

        AccessKey with(byte[] secret) {
            String text = new String(secret, StandardCharsets.UTF_8);
            return new AccessKey(id, account, userId, new SecretKey(text), active, createdAt);
        }
    }

    /** Returns the key of a stored row; empty when the row was changed, or is of the schema before. */
    static Optional<AccessKey> fromBytes(SealedToken secrets, byte[] bytes) {
        return fields(bytes).filter(fields -> fields.schema() == SCHEMA).flatMap(fields -> {
            Covered covered = Covered.of(fields);
            return secrets.open(fields.bytes(SEALED), covered.record().toBytes())
                    .map(covered::with);
        });
    }

    /** Returns the key of a row of the schema before; empty for any other, or when no key of the ring made its seal. */
    static Optional<AccessKey> fromBytesSealedById(SealedToken secrets, byte[] bytes) {
        return fields(bytes).filter(fields -> fields.schema() < SCHEMA).flatMap(fields -> {
            byte[] sealed = fields.bytes(SEALED);
            OptionalInt master = SealedToken.keyId(sealed);
            if (master.isEmpty() || !secrets.keys().mayHaveSealedIdsOnly(master.getAsInt())) {
                return Optional.empty();
            }
            Covered covered = Covered.of(fields);
            return secrets.open(sealed, covered.id.getBytes(StandardCharsets.UTF_8))
                    .map(covered::with);
        });
    }

    /** Returns whether the row has the present schema. */
    static boolean ofPresentSchema(byte[] bytes) {
        return fields(bytes).filter(fields -> fields.schema() == SCHEMA).isPresent();
    }

    /** Returns whether the row names the master key as the one of its seal. */
    static boolean sealedBy(int master, byte[] bytes) {
        return fields(bytes)
                .map(fields -> SealedToken.keyId(fields.bytes(SEALED)))
                .filter(keyId -> keyId.isPresent() && keyId.getAsInt() == master)
                .isPresent();
    }

    /** Returns the fields of a row; empty when the bytes are no such record, because they were changed. */
    private static Optional<RecordFields> fields(byte[] bytes) {
        try {
            return Optional.of(RecordFields.read(TYPE, bytes)).filter(fields -> AccountId.isValid(fields.text(2)));
        } catch (IllegalStateException e) {
            // Every caller refuses the row and reports it.
            return Optional.empty();
        }
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
