// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.action.CallerContexts;
import io.drawbridge.core.action.QueryService;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.auth.AuthSettings;
import io.drawbridge.core.auth.RequestAuthenticator;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.DenialEncoder;
import io.drawbridge.core.denial.AuthorizationMessages;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.IamActions;
import io.drawbridge.iam.IamSessionRules;
import io.drawbridge.iam.accesskey.LastUsed;
import io.drawbridge.iam.directory.IamCredentials;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.model.IamService;
import io.drawbridge.iam.policy.BundledAwsManagedPolicies;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.organization.Organizations;
import io.drawbridge.s3.S3Actions;
import io.drawbridge.s3.S3Housekeeping;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.S3Service;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.bootstrap.BootstrapApplier;
import io.drawbridge.server.bootstrap.BootstrapException;
import io.drawbridge.server.bootstrap.RootKeyMaker;
import io.drawbridge.server.control.ControlSocket;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.data.RootCredentialsFile;
import io.drawbridge.server.data.SharedStore;
import io.drawbridge.server.http.HttpLimits;
import io.drawbridge.server.http.HttpServer;
import io.drawbridge.server.route.ServiceRouter;
import io.drawbridge.sts.StsActions;
import io.drawbridge.sts.model.StsService;
import io.drawbridge.sts.session.StsSessionRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All parts of one server, put together by hand: from here every line can be reached by following constructors. */
final class RunningServer implements AutoCloseable {
    private static final String GLOBAL_REGION = "us-east-1";

    private final Storage storage;
    private final HttpServer http;
    private final Housekeeper housekeeper;
    private final SpareProcessors spare;
    private final @Nullable ControlSocket control;
    private final @Nullable TestClock testClock;

    private RunningServer(
            Storage storage,
            HttpServer http,
            Housekeeper housekeeper,
            SpareProcessors spare,
            @Nullable ControlSocket control,
            @Nullable TestClock testClock) {
        this.storage = storage;
        this.http = http;
        this.housekeeper = housekeeper;
        this.spare = spare;
        this.control = control;
        this.testClock = testClock;
    }

    static Drawbridge start(ServerOptions options, Bootstrap bootstrap) throws IOException, BootstrapException {
        Clock realClock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        Storage storage = Storage.open(options.place(), options.region(), realClock, random);
        boolean started = false;
        try {
            Drawbridge drawbridge = start(options, bootstrap, storage, realClock, random);
            started = true;
            return drawbridge;
        } finally {
            if (!started) {
                storage.close();
            }
        }
    }

    static Drawbridge start(
            ServerOptions options, Bootstrap bootstrap, Storage storage, Clock realClock, SecureRandom random)
            throws IOException, BootstrapException {
        TestClock testClock = options.testClock() ? new TestClock(realClock) : null;
        Clock clock = testClock == null ? realClock : testClock;
        UniqueIds ids = new UniqueIds(random);
        IamTables tables = IamTables.of(storage.store(), storage.keys(), random);
        List<Drawbridge.RootCredentials> roots = roots(wanted(bootstrap, tables), storage, tables, ids, clock);
        AwsManagedPolicies awsPolicies = new BundledAwsManagedPolicies();
        Organizations organizations = new Organizations(storage.store(), tables);
        IamDirectory directory = new IamDirectory(tables, awsPolicies, organizations);
        SpareProcessors spare = new SpareProcessors();
        S3Parts s3 = S3Parts.of(
                storage.store(),
                storage.blobs(),
                new BlobLedger(storage.store(), storage.blobs(), realClock, random, storage.shared()),
                directory,
                ids,
                clock,
                options.region(),
                spare);
        // Before the first request: commands on a stopped store look for it.
        s3.ledger().beat();
        Gateway gateway = gateway(options, storage, s3, tables, directory, awsPolicies, ids, random, clock, testClock);
        HttpServer http = HttpServer.start(
                new InetSocketAddress(options.host(), options.port()), gateway, HttpLimits.DEFAULT, realClock);
        String host = options.host().indexOf(':') >= 0 ? "[" + options.host() + "]" : options.host();
        URI endpoint = URI.create("http://" + host + ":" + http.address().getPort());
        S3Housekeeping housekeeping = new S3Housekeeping(s3);
        Housekeeper housekeeper = Housekeeper.start(housekeeping::run, housekeeping::beat, storage.upkeep());
        ControlSocket control = control(storage, s3.ledger());
        return new Drawbridge(
                new RunningServer(storage, http, housekeeper, spare, control, testClock), endpoint, roots);
    }

    /** Null where there is nothing to be backed up by this server. */
    private static @Nullable ControlSocket control(Storage storage, BlobLedger ledger) {
        DataDirectory directory = storage.directory();
        Storage.RowSnapshots snapshots = storage.snapshots();
        return directory == null || snapshots == null
                ? null
                : ControlSocket.listen(directory.path(), () -> HeldMoment.take(ledger, snapshots));
    }

    /** A store that has accounts does not get another one because nobody named any. */
    private static Bootstrap wanted(Bootstrap bootstrap, IamTables tables) {
        if (!bootstrap.equals(Bootstrap.DEFAULT)) {
            return bootstrap;
        }
        AccountId unnamed = Bootstrap.DEFAULT.accounts().get(0).id();
        List<Account> there = tables.store().read(tables.accounts()::list);
        boolean needed = there.isEmpty()
                || there.stream().anyMatch(account -> account.id().equals(unnamed));
        return needed ? bootstrap : Bootstrap.NOTHING;
    }

    /** Applies the bootstrap. Keys that are made are in the operator's hands before an account depends on them. */
    private static List<Drawbridge.RootCredentials> roots(
            Bootstrap bootstrap, Storage storage, IamTables tables, UniqueIds ids, Clock clock)
            throws IOException, BootstrapException {
        // Where servers share a store, only the transaction that writes an account can tell who makes its key.
        List<RootKeyMaker.Made> made = storage.shared() ? List.of() : new RootKeyMaker(tables, ids).make(bootstrap);
        DataDirectory directory = storage.directory();
        if (directory != null && !made.isEmpty()) {
            directory
                    .rootCredentials()
                    .add(made.stream()
                            .map(one -> new RootCredentialsFile.Entry(
                                    one.account().id().digits(),
                                    one.key().accessKeyId(),
                                    one.key().secretAccessKey()))
                            .toList());
        }
        Set<String> fresh = made.stream().map(one -> one.key().accessKeyId()).collect(Collectors.toSet());
        Set<String> given = bootstrap.accounts().stream()
                .flatMap(account -> account.rootAccessKeys().stream())
                .map(Bootstrap.RootKey::accessKeyId)
                .collect(Collectors.toSet());
        return new BootstrapApplier(tables, ids, clock)
                .apply(RootKeyMaker.with(bootstrap, made)).stream()
                        .map(root -> credentials(
                                root,
                                root.generated() || fresh.contains(root.key().id())
                                        ? Drawbridge.RootCredentials.Source.GENERATED
                                        : given.contains(root.key().id())
                                                ? Drawbridge.RootCredentials.Source.GIVEN
                                                : Drawbridge.RootCredentials.Source.KEPT))
                        .toList();
    }

    private static Drawbridge.RootCredentials credentials(
            BootstrapApplier.RootKey root, Drawbridge.RootCredentials.Source source) {
        return new Drawbridge.RootCredentials(
                root.key().account().digits(),
                root.key().id(),
                root.key().secret().reveal(),
                source);
    }

    private static Gateway gateway(
            ServerOptions options,
            Storage storage,
            S3Parts s3,
            IamTables tables,
            IamDirectory directory,
            AwsManagedPolicies awsPolicies,
            UniqueIds ids,
            SecureRandom random,
            Clock clock,
            @Nullable TestClock testClock) {
        KeyValueStore store = storage.store();
        IamCredentials credentials = new IamCredentials(tables);
        SessionTokens tokens = new SessionTokens(storage.keys(), clock, ids, random);
        RequestAuthenticator authenticator = new RequestAuthenticator(
                new AuthSettings(options.strictScope(), options.region(), true, true), credentials, tokens);
        AuthorizationMessages messages = new AuthorizationMessages(storage.keys(), random);
        DenialEncoder encoder = options.denials().encodedMessages() ? messages : DenialEncoder.NONE;
        CallerContexts contexts = new CallerContexts(
                directory,
                new Authorizer(
                        clock, directory.organizations(), options.denials().text(), encoder),
                new LastUsed(store, tables.accessKeys())::note,
                clock,
                options.region());
        byte[] pagerKey = storage.keys().mac("page-markers").of(new byte[0]);
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
                        StsActions.registry(directory, credentials, tokens, messages),
                        authenticator,
                        contexts,
                        new StsSessionRules(),
                        options.region()),
                new S3Service(S3Actions.registry(s3), authenticator, contexts, options.region()),
                new InternalPages(testClock, directory::cacheFigures, () -> answers(store)),
                ids,
                new LogSink(),
                System::nanoTime,
                store.blocking().or(storage.blobs().blocking()));
    }

    /** Whether the rows can be reached. */
    private static boolean answers(KeyValueStore store) {
        try {
            store.get(SharedStore.SPACE.key().key());
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    Optional<TestClock> testClock() {
        return Optional.ofNullable(testClock);
    }

    @Override
    public void close() {
        try (storage) {
            if (control != null) {
                control.close();
            }
            http.close();
            housekeeper.close();
            spare.close();
        }
    }
}
