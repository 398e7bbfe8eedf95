// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.iam.limits.IamLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The password of a user.
 *
 * @param userId the unique id of the user
 * @param hash of the present password, in the encoded form of Argon2
 * @param formerHashes of earlier passwords, the newest first, as many as a password policy can forbid
 * @param resetRequired whether the user must choose another password at the next sign-in
 * @param createdAt when the login profile was created
 * @param changedAt when the present password was set
 */
public record LoginProfile(
        AccountId account,
        String userId,
        String hash,
        List<String> formerHashes,
        boolean resetRequired,
        Instant createdAt,
        Instant changedAt) {
    private static final int TYPE = 39;

    public LoginProfile {
        formerHashes = List.copyOf(formerHashes);
    }

    /** Returns the same profile with another password. */
    public LoginProfile withPassword(String newHash, boolean newResetRequired, Instant now) {
        List<String> former = new ArrayList<>();
        former.add(hash);
        former.addAll(formerHashes);
        return new LoginProfile(
                account,
                userId,
                newHash,
                former.subList(0, Math.min(former.size(), IamLimits.PASSWORDS_REMEMBERED)),
                newResetRequired,
                createdAt,
                now);
    }

    /** Returns the same profile with another state of the reset. */
    public LoginProfile withResetRequired(boolean newResetRequired) {
        return new LoginProfile(account, userId, hash, formerHashes, newResetRequired, createdAt, changedAt);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, account.digits())
                .text(2, userId)
                .text(3, hash)
                .texts(4, formerHashes)
                .flag(5, resetRequired)
                .instant(6, createdAt)
                .instant(7, changedAt)
                .toBytes();
    }

    static LoginProfile fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new LoginProfile(
                new AccountId(fields.text(1)),
                fields.text(2),
                fields.text(3),
                fields.texts(4),
                fields.flag(5),
                fields.instant(6),
                fields.instant(7));
    }
}
