// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;

/**
 * The last recorded use of an access key.
 *
 * @param at rounded to a quarter of an hour
 * @param service its signing name, such as {@code s3}
 */
public record AccessKeyUse(Instant at, String service, String region) {
    private static final int TYPE = 20;

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .instant(1, at)
                .text(2, service)
                .text(3, region)
                .toBytes();
    }

    static AccessKeyUse fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new AccessKeyUse(fields.instant(1), fields.text(2), fields.text(3));
    }
}
