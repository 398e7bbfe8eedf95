// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.crypto;

/**
 * A master key of a {@link KeyRing}.
 *
 * @param bytes {@value KeyRing#MASTER_BYTES} secret random bytes
 * @param oldestSeal the oldest form of seals on access keys that this key may have made
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MasterKey(byte[] bytes, SealForm oldestSeal) {
    /** What the seal of an access key covers. */
    public enum SealForm {
        /** Only the id of the access key: the form of the first release. */
        ID_ONLY,
        /** The whole row: the id, the account, the owner, the status and the time of creation. */
        WHOLE_ROW
    }

    public MasterKey {
        if (bytes.length != KeyRing.MASTER_BYTES) {
            throw new IllegalArgumentException(
                    "master of " + bytes.length + " bytes (expected: " + KeyRing.MASTER_BYTES + ")");
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "MasterKey[hidden, " + oldestSeal + "]";
    }
}
