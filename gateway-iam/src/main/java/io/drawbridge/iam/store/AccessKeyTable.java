// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.core.log.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of access keys. A row whose seal does not fit is treated as missing: it was changed outside of this program,
 * sealed with a key that is not on the ring, or is of an older form; see {@link StoredSecretsReseal}.
 */
public final class AccessKeyTable {
    /** The name of the key that seals secrets. */
    public static final String SEAL_NAME = "secret-access-key";

    private static final byte[] NOTHING = {};
    private static final Log LOG = Log.of(AccessKeyTable.class);

    private final SealedToken secrets;

    /** @param secrets seals secret access keys at rest */
    public AccessKeyTable(SealedToken secrets) {
        this.secrets = secrets;
    }

    /** Returns the key with the id, outside any transaction: authentication reads only one row. */
    public Optional<AccessKey> find(KeyValueStore store, String id) {
        return store.get(key(id)).flatMap(bytes -> open(id, bytes));
    }

    /** Returns the key with the id. */
    public Optional<AccessKey> find(ReadTransaction transaction, String id) {
        return transaction.get(key(id)).flatMap(bytes -> open(id, bytes));
    }

    /**
     * Returns the keys of one owner in the order of their ids.
     *
     * @param ownerId the user's unique id, or the account id for the root
     */
    public List<AccessKey> list(ReadTransaction transaction, AccountId account, String ownerId) {
        List<AccessKey> keys = new ArrayList<>(2);
        ReadTransaction.Scan scan = transaction.scan(IamSpaces.ACCESS_KEY_OF
                .key()
                .text(account.digits())
                .text(ownerId)
                .range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            KeyReader reader = IamSpaces.ACCESS_KEY_OF.read(row.key());
            reader.text();
            reader.text();
            find(transaction, reader.text())
                    .filter(key ->
                            key.account().equals(account) && key.ownerId().equals(ownerId))
                    .ifPresent(keys::add);
        }
        return keys;
    }

    /** Writes a key, new or changed. */
    public void put(Transaction transaction, AccessKey accessKey) {
        transaction.put(key(accessKey.id()), accessKey.toBytes(secrets, SealingMaster.of(transaction, secrets.keys())));
        transaction.put(ownerKey(accessKey), NOTHING);
    }

    /** Deletes a key; it is refused from the next request on. */
    public void delete(Transaction transaction, AccessKey accessKey) {
        transaction.delete(key(accessKey.id()));
        transaction.delete(ownerKey(accessKey));
        transaction.delete(lastUsedKey(accessKey.id()));
    }

    /** Records a use of the key; see {@code LastUsed}. */
    public void touch(Transaction transaction, String id, AccessKeyUse use) {
        transaction.put(lastUsedKey(id), use.toBytes());
    }

    /** Returns the last use of the key, or empty when it was never used. */
    public Optional<AccessKeyUse> lastUse(ReadTransaction transaction, String id) {
        return transaction.get(lastUsedKey(id)).map(AccessKeyUse::fromBytes);
    }

    private Optional<AccessKey> open(String id, byte[] bytes) {
        // The seal covers the id in the row, which must be the one of the row's key.
        Optional<AccessKey> accessKey =
                AccessKey.fromBytes(secrets, bytes).filter(opened -> opened.id().equals(id));
        if (accessKey.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("accessKeyId", id)
                    .log("the seal of an access key does not fit its row; the key is refused");
        }
        return accessKey;
    }

    private static Key lastUsedKey(String id) {
        return IamSpaces.ACCESS_KEY_LAST_USED.key().text(id).key();
    }

    static Key key(String id) {
        return IamSpaces.ACCESS_KEY.key().text(id).key();
    }

    private static Key ownerKey(AccessKey accessKey) {
        return IamSpaces.ACCESS_KEY_OF
                .key()
                .text(accessKey.account().digits())
                .text(accessKey.ownerId())
                .text(accessKey.id())
                .key();
    }
}
