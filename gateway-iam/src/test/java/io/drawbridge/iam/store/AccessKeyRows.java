// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.crypto.SealedToken;
import java.nio.charset.StandardCharsets;

/** Rows of access keys as the first release wrote them: the seal covers only the id. */
final class AccessKeyRows {
    private AccessKeyRows() {}

    static byte[] ofFirstRelease(SealedToken secrets, AccessKey key) {
        return new RecordWriter(18, 1)
                .text(1, key.id())
                .text(2, key.account().digits())
                .text(3, key.userId())
                .bytes(4, secrets.seal(key.secret().bytes(), key.id().getBytes(StandardCharsets.UTF_8)))
                .flag(5, key.active())
                .instant(6, key.createdAt())
                .toBytes();
    }
}
