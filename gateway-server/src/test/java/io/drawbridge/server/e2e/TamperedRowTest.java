// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.iam.store.IamSpaces;
import io.drawbridge.server.engine.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;

/** A person who can write to the database of a running server, but has no key ring, forges no access key. */
final class TamperedRowTest {
    private static final int TYPE = 18;

    @TempDir
    private static Path folder;

    private static PostgresServer server;
    private static String database;
    private static Nodes nodes;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        String url = server.newDatabase();
        database = url.substring(url.lastIndexOf('/') + 1);
        nodes = new Nodes(url, folder, 1);
    }

    @AfterAll
    static void stop() throws IOException {
        nodes.close();
        server.close();
    }

    private static AccessKey mallory(String name) {
        nodes.iam(0, nodes.root()).createUser(request -> request.userName(name));
        return nodes.iam(0, nodes.root())
                .createAccessKey(request -> request.userName(name))
                .accessKey();
    }

    private static String where(String keyId) {
        return " WHERE key = decode('"
                + HexFormat.of()
                        .formatHex(IamSpaces.ACCESS_KEY.key().text(keyId).key().bytes())
                + "', 'hex')";
    }

    private static byte[] row(String keyId) throws IOException {
        return HexFormat.of()
                .parseHex(server.ask(database, "SELECT encode(value, 'hex') FROM drawbridge_row" + where(keyId)));
    }

    private static void write(String keyId, byte[] value) throws IOException {
        server.execute(
                database,
                "UPDATE drawbridge_row SET value = decode('" + HexFormat.of().formatHex(value) + "', 'hex')"
                        + where(keyId));
    }

    /** A row with the fields of another, except for the account, the owner and the status. */
    private static byte[] forged(byte[] row, String account, boolean root, boolean active) {
        RecordFields fields = RecordFields.read(TYPE, row);
        return new RecordWriter(TYPE, fields.schema())
                .text(1, fields.text(1))
                .text(2, account)
                .text(3, root ? null : fields.optionalText(3))
                .bytes(4, fields.bytes(4))
                .flag(5, active)
                .instant(6, fields.instant(6))
                .toBytes();
    }

    private static void isUnknown(AccessKey key) {
        Keys keys = Keys.of(key);
        refused("InvalidClientTokenId", () -> nodes.sts(0, keys).getCallerIdentity());
        refused("InvalidClientTokenId", () -> nodes.iam(0, keys).listUsers());
        refused("InvalidAccessKeyId", () -> nodes.s3(0, keys).listBuckets());
    }

    private static void refused(String code, ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(403);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    @Test
    void aKeyDoesNotBecomeTheRootKeyOfAnotherAccount() throws IOException {
        AccessKey key = mallory("mallory-root");
        byte[] row = row(key.accessKeyId());
        write(key.accessKeyId(), forged(row, Nodes.OTHER, true, true));
        isUnknown(key);
        write(key.accessKeyId(), forged(row, Nodes.ACCOUNT, true, true));
        isUnknown(key);
        write(key.accessKeyId(), forged(row, Nodes.ACCOUNT, false, true));
        assertThat(nodes.sts(0, Keys.of(key)).getCallerIdentity().arn()).endsWith("user/mallory-root");
    }

    @Test
    void anInactiveKeyIsNotActivated() throws IOException {
        AccessKey key = mallory("mallory-status");
        nodes.iam(0, nodes.root()).updateAccessKey(request -> request.userName("mallory-status")
                .accessKeyId(key.accessKeyId())
                .status(StatusType.INACTIVE));
        byte[] row = row(key.accessKeyId());
        write(key.accessKeyId(), forged(row, Nodes.ACCOUNT, false, true));
        isUnknown(key);
        write(key.accessKeyId(), row);
        nodes.iam(0, nodes.root()).updateAccessKey(request -> request.userName("mallory-status")
                .accessKeyId(key.accessKeyId())
                .status(StatusType.ACTIVE));
        assertThat(nodes.sts(0, Keys.of(key)).getCallerIdentity().arn()).endsWith("user/mallory-status");
    }

    @Test
    void theRowOfOneKeyIsNotGoodForAnother() throws IOException {
        AccessKey own = mallory("mallory-swap");
        AccessKey victim = mallory("alice");
        byte[] row = row(victim.accessKeyId());
        write(victim.accessKeyId(), row(own.accessKeyId()));
        isUnknown(victim);
        assertThat(nodes.sts(0, Keys.of(own)).getCallerIdentity().arn()).endsWith("user/mallory-swap");
        write(victim.accessKeyId(), row);
        assertThat(nodes.sts(0, Keys.of(victim)).getCallerIdentity().arn()).endsWith("user/alice");
    }
}
