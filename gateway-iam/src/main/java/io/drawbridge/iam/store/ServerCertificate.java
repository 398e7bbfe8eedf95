// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server certificate. Its private key is not kept: nothing on this server uses it, and no action returns it.
 *
 * @param identity its name has 1 to 128 characters
 * @param body the certificate in PEM
 * @param chain the certificates of its issuers in PEM, or null
 * @param expiresAt the end of its validity
 * @param tags in the order in which they were set
 */
public record ServerCertificate(
        EntityIdentity identity, String body, @Nullable String chain, Instant expiresAt, Map<String, String> tags) {
    private static final int TYPE = 44;

    public ServerCertificate {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    public AccountId account() {
        return identity.account();
    }

    /** Returns the name in its original case. */
    public String name() {
        return identity.name();
    }

    /** Returns the path, which begins and ends with a slash. */
    public String path() {
        return identity.path();
    }

    /** Returns the ARN, with path. */
    public Arn arn() {
        return arn(account(), path() + name());
    }

    /** Returns the ARN of a certificate. */
    public static Arn arn(AccountId account, String pathAndName) {
        return Arn.iam(account, "server-certificate" + pathAndName);
    }

    /** Returns the same certificate with another name or path. */
    public ServerCertificate renamed(String newName, String newPath) {
        return new ServerCertificate(identity.renamed(newName, newPath), body, chain, expiresAt, tags);
    }

    /** Returns the same certificate with these tags only. */
    public ServerCertificate withTags(Map<String, String> newTags) {
        return new ServerCertificate(identity, body, chain, expiresAt, newTags);
    }

    byte[] toBytes() {
        return identity.write(new RecordWriter(TYPE, 1))
                .text(6, body)
                .text(7, chain)
                .instant(8, expiresAt)
                .pairs(9, tags)
                .toBytes();
    }

    static ServerCertificate fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new ServerCertificate(
                EntityIdentity.read(fields),
                fields.text(6),
                fields.optionalText(7),
                fields.instant(8),
                fields.pairs(9));
    }
}
