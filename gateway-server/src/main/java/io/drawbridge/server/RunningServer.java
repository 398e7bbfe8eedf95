// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.action.CallerContexts;
import io.drawbridge.core.action.QueryService;
import io.drawbridge.core.auth.AuthSettings;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.IamActions;
import io.drawbridge.iam.IamSessionRules;
import io.drawbridge.iam.accesskey.LastUsed;
import io.drawbridge.iam.directory.IamCredentials;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.model.IamService;
import io.drawbridge.iam.policy.BundledAwsManagedPolicies;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.s3.S3Actions;
import io.drawbridge.s3.S3Housekeeping;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.S3Service;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.bootstrap.BootstrapApplier;
import io.drawbridge.server.bootstrap.BootstrapException;
import io.drawbridge.server.http.HttpLimits;
import io.drawbridge.server.http.HttpServer;
import io.drawbridge.server.route.ServiceRouter;
import io.drawbridge.sts.StsActions;
import io.drawbridge.sts.model.StsService;
import io.drawbridge.sts.session.StsSessionRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All parts of one server, put together by hand: from here every line can be reached by following constructors. */
final class RunningServer implements AutoCloseable {
    private static final String GLOBAL_REGION = "us-east-1";

    private final KeyValueStore store;
    private final FileBlobStore blobs;
    private final HttpServer http;
    private final Housekeeper housekeeper;
    private final @Nullable TestClock testClock;

    private RunningServer(
            KeyValueStore store,
            FileBlobStore blobs,
            HttpServer http,
            Housekeeper housekeeper,
            @Nullable TestClock testClock) {
        this.store = store;
        this.blobs = blobs;
        this.http = http;
        this.housekeeper = housekeeper;
        this.testClock = testClock;
    }

    static Drawbridge start(ServerOptions options, Bootstrap bootstrap) throws IOException, BootstrapException {
        Clock realClock = Clock.systemUTC();
        TestClock testClock = options.testClock() ? new TestClock(realClock) : null;
        Clock clock = testClock == null ? realClock : testClock;
        SecureRandom random = new SecureRandom();
        UniqueIds ids = new UniqueIds(random);
        KeyValueStore store =
                new KeyValueStore(new MemoryEngine(Runtime.getRuntime().maxMemory() / 2));
        FileBlobStore blobs = FileBlobStore.temporary(() -> Files.createTempDirectory("drawbridge-"));
        byte[] master = new byte[KeyRing.MASTER_BYTES];
        random.nextBytes(master);
        KeyRing keys = new KeyRing(master);

        IamTables tables = IamTables.of(store);
        List<Drawbridge.RootCredentials> roots = new BootstrapApplier(tables, ids, clock)
                .apply(bootstrap).stream().map(RunningServer::credentials).toList();
        AwsManagedPolicies awsPolicies = new BundledAwsManagedPolicies();
        IamDirectory directory = new IamDirectory(tables, awsPolicies);
        S3Parts s3 = S3Parts.of(
                store,
                blobs,
                new BlobLedger(store, blobs, realClock, random, false),
                directory,
                ids,
                clock,
                options.region());
        Gateway gateway =
                gateway(options, store, s3, keys, tables, directory, awsPolicies, ids, random, clock, testClock);
        HttpServer http = HttpServer.start(
                new InetSocketAddress(options.host(), options.port()), gateway, HttpLimits.DEFAULT, realClock);
        String host = options.host().indexOf(':') >= 0 ? "[" + options.host() + "]" : options.host();
        URI endpoint = URI.create("http://" + host + ":" + http.address().getPort());
        Housekeeper housekeeper = Housekeeper.start(new S3Housekeeping(s3)::run);
        return new Drawbridge(new RunningServer(store, blobs, http, housekeeper, testClock), endpoint, roots);
    }

    private static Drawbridge.RootCredentials credentials(BootstrapApplier.RootKey root) {
        return new Drawbridge.RootCredentials(
                root.key().account().digits(),
                root.key().id(),
                root.key().secret().reveal(),
                root.generated()
                        ? Drawbridge.RootCredentials.Source.GENERATED
                        : Drawbridge.RootCredentials.Source.GIVEN);
    }

    private static Gateway gateway(
            ServerOptions options,
            KeyValueStore store,
            S3Parts s3,
            KeyRing keys,
            IamTables tables,
            IamDirectory directory,
            AwsManagedPolicies awsPolicies,
            UniqueIds ids,
            SecureRandom random,
            Clock clock,
            @Nullable TestClock testClock) {
        IamCredentials credentials = new IamCredentials(tables);
        SessionTokens tokens = new SessionTokens(keys, clock, ids, random);
        RequestAuthenticator authenticator = new RequestAuthenticator(
                new AuthSettings(options.strictScope(), options.region(), true, true), credentials, tokens);
        CallerContexts contexts = new CallerContexts(
                directory,
                new Authorizer(clock),
                new LastUsed(store, tables.accessKeys())::note,
                clock,
                options.region());
        byte[] pagerKey = new byte[32];
        random.nextBytes(pagerKey);
        return new Gateway(
                new ServiceRouter(options.baseDomain()),
                new QueryService<>(
                        IamService.MODEL,
                        IamActions.registry(tables, directory, awsPolicies, ids, clock, new Pager(pagerKey)),
                        authenticator,
                        contexts,
                        new IamSessionRules(),
                        GLOBAL_REGION),
                new QueryService<>(
                        StsService.MODEL,
                        StsActions.registry(directory, credentials, tokens),
                        authenticator,
                        contexts,
                        new StsSessionRules(),
                        options.region()),
                new S3Service(S3Actions.registry(s3), authenticator, contexts, options.region()),
                new InternalPages(testClock, directory::cacheFigures),
                ids,
                new LogSink(),
                System::nanoTime,
                store.mayBlock());
    }

    Optional<TestClock> testClock() {
        return Optional.ofNullable(testClock);
    }

    @Override
    public void close() {
        try (store;
                blobs) {
            http.close();
            housekeeper.close();
        }
    }
}
