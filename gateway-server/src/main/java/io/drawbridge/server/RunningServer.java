// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.action.ActionPipeline;
import io.drawbridge.core.action.ApiService;
import io.drawbridge.core.action.CallerResolver;
import io.drawbridge.core.action.QueryProtocol;
import io.drawbridge.core.action.Stations;
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
import io.drawbridge.iam.accesskey.LastUsed;
import io.drawbridge.iam.directory.IamCredentials;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.directory.IamSecondFactors;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.policy.BundledAwsManagedPolicies;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.organization.Organizations;
import io.drawbridge.s3.S3Actions;
import io.drawbridge.s3.S3Housekeeping;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.server.admin.AdminEndpoints;
import io.drawbridge.server.background.HelperExecutor;
import io.drawbridge.server.background.Housekeeper;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.background.StoreLease;
import io.drawbridge.server.background.TaskLease;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.bootstrap.BootstrapApplier;
import io.drawbridge.server.bootstrap.BootstrapException;
import io.drawbridge.server.bootstrap.RootKeyMaker;
import io.drawbridge.server.control.ControlSocket;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.data.RootCredentialsFile;
import io.drawbridge.server.data.SharedStore;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.embed.TestClock;
import io.drawbridge.server.embed.TlsOptions;
import io.drawbridge.server.http.HttpLimits;
import io.drawbridge.server.http.HttpServer;
import io.drawbridge.server.route.ServiceRouter;
import io.drawbridge.server.security.FailedAuthentications;
import io.drawbridge.server.security.SecurityCounters;
import io.drawbridge.server.storage.BackupSnapshot;
import io.drawbridge.server.storage.OpenStorage;
import io.drawbridge.server.storage.StoreSeals;
import io.drawbridge.sts.StsActions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One server, put together by hand: from here every line can be reached by following constructors. */
final class RunningServer implements AutoCloseable {
    private static final String GLOBAL_REGION = "us-east-1";
    private static final String EUCALYPTUS_BUCKET = "services";

    private final OpenStorage storage;
    private final HttpServer http;
    private final Housekeeper housekeeper;
    private final HelperExecutor spare;
    private final @Nullable ControlSocket control;
    private final @Nullable TestClock testClock;

    private RunningServer(
            OpenStorage storage,
            HttpServer http,
            Housekeeper housekeeper,
            HelperExecutor spare,
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
        OpenStorage storage = options.location().open(options.region(), realClock, random);
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
            ServerOptions options, Bootstrap bootstrap, OpenStorage storage, Clock realClock, SecureRandom random)
            throws IOException, BootstrapException {
        StoreSeals seals = new StoreSeals(storage.store(), storage.keys(), storage.directory(), random);
        if (storage.shared() || storage.directory() != null) {
            seals.endFirstForm();
        }
        requireUnambiguousPaths(options, storage);
        TestClock testClock = options.testClock() ? new TestClock(realClock) : null;
        Clock clock = testClock == null ? realClock : testClock;
        UniqueIds ids = new UniqueIds(random);
        IamTables tables = IamTables.of(storage.store(), storage.keys(), random);
        List<RootCredentials> roots = roots(effective(bootstrap, tables), storage, tables, ids, clock);
        AwsManagedPolicies awsPolicies = new BundledAwsManagedPolicies();
        Organizations organizations = new Organizations(storage.store(), tables);
        IamDirectory directory = new IamDirectory(
                tables, awsPolicies, organizations, options.unknownAccounts(), IamLimits.COMPILED_BYTES);
        HelperExecutor spare = new HelperExecutor();
        BlobLedger ledger = new BlobLedger(storage.store(), storage.blobs(), realClock, random, storage.shared());
        S3Actions s3 = new S3Actions(
                storage.store(), storage.blobs(), ledger, directory, ids, random, clock, options.region(), spare);
        // Before the first request: commands on a stopped store look for it.
        ledger.beat();
        SecurityCounters counters = new SecurityCounters();
        Gateway gateway =
                gateway(options, storage, s3, tables, directory, awsPolicies, ids, random, clock, testClock, counters);
        TlsOptions tlsOptions = options.endpoints().tls();
        TlsEndpoint tls = tlsOptions == null
                ? null
                : TlsEndpoint.open(tlsOptions, options, storage.directory(), realClock.instant());
        HttpServer http = HttpServer.start(
                listeners(options, tls),
                options.endpoints().trustedProxies(),
                gateway,
                HttpLimits.DEFAULT.withConnectionsPerAddressMax(
                        options.strangers().connectionsPerAddressMax()),
                realClock,
                counters);
        List<PeriodicTask> tasks = tasks(storage, new S3Housekeeping(storage.store(), ledger), random, realClock, tls);
        Housekeeper housekeeper = Housekeeper.start(tasks);
        ControlSocket control = control(storage, ledger, seals);
        return new Drawbridge(
                new RunningServer(storage, http, housekeeper, spare, control, testClock),
                endpoints(options, http),
                roots);
    }

    /** New buckets cannot have the name; a store of an earlier release may have one that has. */
    private static void requireUnambiguousPaths(ServerOptions options, OpenStorage storage) throws IOException {
        if (options.endpoints().eucalyptusPaths()
                && new BucketTable().find(storage.store(), EUCALYPTUS_BUCKET).isPresent()) {
            throw new IOException("the store has a bucket " + EUCALYPTUS_BUCKET
                    + ", whose objects --eucalyptus-paths on would hide; copy them to another bucket and remove it");
        }
    }

    /** The port for HTTP first, if there is one. */
    private static List<HttpServer.Listener> listeners(ServerOptions options, @Nullable TlsEndpoint tls) {
        InetSocketAddress first = new InetSocketAddress(options.host(), options.port());
        TlsOptions tlsOptions = options.endpoints().tls();
        if (tls == null || tlsOptions == null) {
            return List.of(new HttpServer.Listener(first, null));
        }
        Integer port = tlsOptions.port();
        return port == null
                ? List.of(new HttpServer.Listener(first, tls.context()))
                : List.of(
                        new HttpServer.Listener(first, null),
                        new HttpServer.Listener(new InetSocketAddress(options.host(), port), tls.context()));
    }

    private static List<URI> endpoints(ServerOptions options, HttpServer http) {
        String host = options.host().indexOf(':') >= 0 ? "[" + options.host() + "]" : options.host();
        List<InetSocketAddress> addresses = http.addresses();
        boolean tls = options.endpoints().tls() != null;
        return IntStream.range(0, addresses.size())
                .mapToObj(i -> URI.create((tls && i == addresses.size() - 1 ? "https://" : "http://") + host + ":"
                        + addresses.get(i).getPort()))
                .toList();
    }

    /** Where servers share a store, one of them at a time sweeps it; each of them reports that it runs. */
    private static List<PeriodicTask> tasks(
            OpenStorage storage,
            S3Housekeeping housekeeping,
            RandomGenerator random,
            Clock clock,
            @Nullable TlsEndpoint tls) {
        String holder = new UUID(random.nextLong(), random.nextLong()).toString();
        TaskLease sweep = storage.shared()
                ? new StoreLease(storage.store(), SharedStore.SPACE, "sweep", holder, clock)
                : TaskLease.NOT_NEEDED;
        TaskLease upkeep = storage.shared()
                ? new StoreLease(storage.store(), SharedStore.SPACE, "upkeep", holder, clock)
                : TaskLease.NOT_NEEDED;
        List<PeriodicTask> tasks = new ArrayList<>(List.of(
                new PeriodicTask("sweep", Duration.ofSeconds(1), sweep, housekeeping::run),
                new PeriodicTask("beat", Duration.ofSeconds(1), TaskLease.NOT_NEEDED, housekeeping::beat),
                new PeriodicTask("upkeep", Duration.ofMinutes(1), upkeep, storage.upkeep())));
        if (tls != null && tls.reload() != null) {
            tasks.add(tls.reload());
        }
        return tasks;
    }

    /** Null where no command of this machine has anything to ask of this server. */
    private static @Nullable ControlSocket control(OpenStorage storage, BlobLedger ledger, StoreSeals seals) {
        DataDirectory directory = storage.directory();
        OpenStorage.RowSnapshots snapshots = storage.snapshots();
        return directory == null || snapshots == null
                ? null
                : ControlSocket.listen(
                        directory.path(),
                        () -> BackupSnapshot.take(ledger, snapshots),
                        storage.keys().currentId(),
                        seals::reseal);
    }

    /** A store that has accounts does not get another one because nobody named any. */
    private static Bootstrap effective(Bootstrap bootstrap, IamTables tables) {
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
    private static List<RootCredentials> roots(
            Bootstrap bootstrap, OpenStorage storage, IamTables tables, UniqueIds ids, Clock clock)
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
                                        ? RootCredentials.Source.GENERATED
                                        : given.contains(root.key().id())
                                                ? RootCredentials.Source.GIVEN
                                                : RootCredentials.Source.KEPT))
                        .toList();
    }

    private static RootCredentials credentials(BootstrapApplier.RootKey root, RootCredentials.Source source) {
        return new RootCredentials(
                root.key().account().digits(),
                root.key().id(),
                root.key().secret().reveal(),
                source);
    }

    private static Gateway gateway(
            ServerOptions options,
            OpenStorage storage,
            S3Actions s3,
            IamTables tables,
            IamDirectory directory,
            AwsManagedPolicies awsPolicies,
            UniqueIds ids,
            SecureRandom random,
            Clock clock,
            @Nullable TestClock testClock,
            SecurityCounters counters) {
        KeyValueStore store = storage.store();
        IamCredentials credentials = new IamCredentials(tables);
        SessionTokens tokens = new SessionTokens(storage.keys(), clock, ids, random);
        boolean versionTwo = options.endpoints().sigV2();
        RequestAuthenticator authenticator = new RequestAuthenticator(
                new AuthSettings(options.strictScope(), options.region(), versionTwo, versionTwo), credentials, tokens);
        AuthorizationMessages messages = new AuthorizationMessages(storage.keys(), random);
        DenialEncoder encoder = options.denials().encodedMessages() ? messages : DenialEncoder.NONE;
        CallerResolver callers = new CallerResolver(
                directory,
                new Authorizer(
                        clock, directory.organizations(), options.denials().text(), encoder),
                new LastUsed(store, tables.accessKeys())::note,
                clock,
                options.region());
        Pager pager = new Pager(storage.keys().mac("page-markers").of(new byte[0]));
        QueryProtocol query = new QueryProtocol();
        List<ApiService<?>> services = List.of(
                IamActions.service(
                        IamActions.registry(tables, directory, awsPolicies, ids, clock, pager), query, GLOBAL_REGION),
                StsActions.service(
                        StsActions.registry(directory, credentials, tokens, messages, new IamSecondFactors(tables)),
                        query,
                        options.region()),
                s3.service());
        Stations stations = new Stations(
                List.of(new AdminEndpoints(
                        testClock, directory::cacheFigures, counters::figures, () -> answers(store))),
                List.of(),
                List.of(new AccessLog(), new SecurityLog(counters)));
        return new Gateway(
                new ServiceRouter(
                        options.baseDomain(),
                        options.endpoints().eucalyptusPaths()
                                ? ServiceRouter.EucalyptusPaths.ON
                                : ServiceRouter.EucalyptusPaths.OFF,
                        services),
                new ActionPipeline(authenticator, callers, ids, System::nanoTime, stations),
                store.blocking().or(storage.blobs().blocking()),
                new FailedAuthentications(options.strangers().failedAuthenticationsPerMinute(), System::nanoTime),
                counters);
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
