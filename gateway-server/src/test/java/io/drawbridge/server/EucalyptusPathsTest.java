// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.DenialText;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.embed.DenialOptions;
import io.drawbridge.server.embed.EndpointOptions;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.proxy.TrustedProxies;
import io.drawbridge.server.storage.OpenStorage;
import io.drawbridge.server.storage.StorageLocation;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A store of an earlier release has a bucket whose name is reserved now. */
final class EucalyptusPathsTest {
    private static Drawbridge start(boolean eucalyptusPaths) throws Exception {
        EndpointOptions endpoints = new EndpointOptions(true, eucalyptusPaths, null, TrustedProxies.NONE);
        ServerOptions options = new ServerOptions(
                "127.0.0.1",
                0,
                "us-east-1",
                "localhost",
                false,
                false,
                new DenialOptions(DenialText.WITH_POLICY_ARN, false),
                io.drawbridge.server.embed.StrangerLimits.DEFAULT,
                new StorageLocation.Memory(),
                endpoints,
                io.drawbridge.iam.directory.UnknownAccounts.REFUSE);
        OpenStorage storage = options.location().open("us-east-1", Clock.systemUTC(), new SecureRandom());
        storage.store().transact(transaction -> {
            new BucketTable()
                    .put(
                            transaction,
                            new Bucket("services", 7, new AccountId("111122223333"), "us-east-1", Instant.EPOCH));
            return true;
        });
        boolean started = false;
        try {
            Drawbridge drawbridge =
                    RunningServer.start(options, Bootstrap.DEFAULT, storage, Clock.systemUTC(), new SecureRandom());
            started = true;
            return drawbridge;
        } finally {
            if (!started) {
                storage.close();
            }
        }
    }

    @Test
    void thePathsAreRefusedWhereABucketCouldBeMeant() throws Exception {
        assertThatThrownBy(() -> start(true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the store has a bucket services");
        try (Drawbridge drawbridge = start(false)) {
            assertThat(drawbridge.endpoint()).isNotNull();
        }
    }
}
