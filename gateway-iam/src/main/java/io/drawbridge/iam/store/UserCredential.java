// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import java.util.Map;

/**
 * A credential of a user other than an access key, a password or an MFA device.
 *
 * @param account the account that it belongs to
 * @param ownerId the unique id of the user, or the account id for the root
 * @param kind what it is
 * @param id unique among the owner's credentials of the kind
 * @param active false when its status is Inactive
 * @param createdAt when it was uploaded or created
 * @param body the public key or certificate as it was uploaded; for a service-specific credential the hash of its secret
 * @param details the further fields of the kind by name
 */
public record UserCredential(
        AccountId account,
        String ownerId,
        Kind kind,
        String id,
        boolean active,
        Instant createdAt,
        String body,
        Map<String, String> details) {
    private static final int TYPE = 43;

    /** What a credential is. */
    public enum Kind {
        SSH_PUBLIC_KEY(1),
        SIGNING_CERTIFICATE(2),
        SERVICE_SPECIFIC(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** Returns the number in keys and records. */
        int number() {
            return number;
        }

        static Kind of(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new IllegalStateException("kind of a stored user credential: " + number);
        }
    }

    public UserCredential {
        details = Map.copyOf(details);
    }

    /** Returns {@code Active} or {@code Inactive}. */
    public String status() {
        return active ? "Active" : "Inactive";
    }

    /** Returns the same credential with another status. */
    public UserCredential withActive(boolean newActive) {
        return new UserCredential(account, ownerId, kind, id, newActive, createdAt, body, details);
    }

    /** Returns the same credential with another body. */
    public UserCredential withBody(String newBody) {
        return new UserCredential(account, ownerId, kind, id, active, createdAt, newBody, details);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, account.digits())
                .text(2, ownerId)
                .number(3, kind.number())
                .text(4, id)
                .flag(5, active)
                .instant(6, createdAt)
                .text(7, body)
                .pairs(8, details)
                .toBytes();
    }

    static UserCredential fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new UserCredential(
                new AccountId(fields.text(1)),
                fields.text(2),
                Kind.of(fields.integer(3)),
                fields.text(4),
                fields.flag(5),
                fields.instant(6),
                fields.text(7),
                fields.pairs(8));
    }
}
