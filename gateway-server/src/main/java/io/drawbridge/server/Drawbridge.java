// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.DenialText;
import io.drawbridge.iam.directory.UnknownAccounts;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.bootstrap.BootstrapException;
import io.drawbridge.server.bootstrap.BootstrapFile;
import io.drawbridge.server.embed.DenialOptions;
import io.drawbridge.server.embed.EndpointOptions;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.embed.StartException;
import io.drawbridge.server.embed.StartedServer;
import io.drawbridge.server.embed.StrangerLimits;
import io.drawbridge.server.embed.TestClock;
import io.drawbridge.server.embed.TlsOptions;
import io.drawbridge.server.proxy.TrustedProxies;
import io.drawbridge.server.storage.StorageLocation;
import io.drawbridge.server.tls.TlsKeyPair;
import io.drawbridge.server.tls.TlsSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running server inside this JVM. Several can run at the same time; they share nothing.
 *
 * <pre>{@code
 * try (Drawbridge drawbridge = Drawbridge.builder().memory().account("111111111111").start()) {
 *     URI endpoint = drawbridge.endpoint();
 *     RootCredentials root = drawbridge.rootCredentials("111111111111");
 *     // point any AWS client at the endpoint
 * }
 * }</pre>
 */
public final class Drawbridge implements StartedServer {
    private final RunningServer server;
    private final List<URI> endpoints;
    private final List<RootCredentials> rootCredentials;

    /** @param endpoints at least one; that of HTTPS last */
    Drawbridge(RunningServer server, List<URI> endpoints, List<RootCredentials> rootCredentials) {
        this.server = server;
        this.endpoints = List.copyOf(endpoints);
        this.rootCredentials = List.copyOf(rootCredentials);
    }

    /** Returns a builder with the defaults: memory engine, 127.0.0.1, a free port, region us-east-1. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public URI endpoint() {
        return endpoints.get(0);
    }

    @Override
    public Optional<URI> tlsEndpoint() {
        return Optional.of(endpoints.get(endpoints.size() - 1))
                .filter(last -> last.getScheme().equals("https"));
    }

    @Override
    public List<RootCredentials> rootCredentials() {
        return rootCredentials;
    }

    /**
     * Returns the first root key pair of an account.
     *
     * @param accountId 12 digits
     * @throws IllegalArgumentException when the account is not one of this server's initial accounts
     */
    public RootCredentials rootCredentials(String accountId) {
        return rootCredentials.stream()
                .filter(credentials -> credentials.accountId().equals(accountId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("account: " + accountId + " (expected: one of "
                        + rootCredentials.stream()
                                .map(RootCredentials::accountId)
                                .distinct()
                                .toList() + ")"));
    }

    /** Returns the clock that tests can move; empty unless {@link Builder#testClock} was called. */
    public Optional<TestClock> testClock() {
        return server.testClock();
    }

    /** Stops accepting connections, waits up to ten seconds for running requests, and discards data in memory. */
    @Override
    public void close() {
        server.close();
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {
        private final List<Bootstrap.Account> accounts = new ArrayList<>();
        private String host = "127.0.0.1";
        private int port;
        private String region = "us-east-1";
        private String baseDomain = "localhost";
        private boolean testClock;
        private boolean strictScope;
        private DenialText denialText = DenialText.WITH_POLICY_ARN;
        private boolean encodedMessages;
        private boolean sigV2 = true;
        private boolean eucalyptusPaths;
        private UnknownAccounts unknownAccounts = UnknownAccounts.REFUSE;
        private @Nullable TlsSource tls;
        private @Nullable Integer tlsPort;
        private final List<String> trustedProxies = new ArrayList<>();
        private int connectionsPerAddressMax = StrangerLimits.DEFAULT.connectionsPerAddressMax();
        private int failedAuthenticationsPerMinute = StrangerLimits.DEFAULT.failedAuthenticationsPerMinute();
        private @Nullable Path bootstrap;
        private @Nullable Path data;
        private @Nullable Path keyRing;
        private @Nullable String postgres;
        private @Nullable String blobs;

        private Builder() {}

        /** Keeps all data in memory, and large bodies in temporary files. This is the default. */
        public Builder memory() {
            this.data = null;
            this.postgres = null;
            return this;
        }

        /**
         * Keeps all data in a directory of this machine; needs {@code org.rocksdb:rocksdbjni} on the class path.
         *
         * @param directory missing, empty, or the directory of an earlier start; used by one server at a time
         */
        public Builder data(Path directory) {
            this.data = directory;
            this.postgres = null;
            return this;
        }

        /**
         * Keeps rows in a PostgreSQL database that any number of servers share. Needs {@link #blobs} and {@link
         * #keyRing}, with the same values on all servers, and {@code org.postgresql:postgresql} and {@code
         * com.zaxxer:HikariCP} on the class path.
         *
         * @param url as {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE}, with several {@code HOST:PORT} separated
         *     by commas if there are several servers, of which one accepts writes; missing parts are taken from the
         *     user's {@code .pgpass} and the driver's defaults
         */
        public Builder postgres(String url) {
            this.postgres = url;
            this.data = null;
            return this;
        }

        /**
         * Sets the place for the bodies of objects; only together with {@link #postgres}.
         *
         * @param place a directory that all servers share, as a path or a {@code file://} URL
         */
        public Builder blobs(String place) {
            this.blobs = place;
            return this;
        }

        /**
         * Sets the file of the keys that seal secrets; by default {@code keyring} in the data directory. Servers that
         * share a store have equal files, created by {@code drawbridge key-ring create}.
         */
        public Builder keyRing(Path file) {
            this.keyRing = file;
            return this;
        }

        /**
         * Adds an account whose root key pair is generated.
         *
         * @param accountId 12 digits
         */
        public Builder account(String accountId) {
            return account(accountId, "account-" + accountId);
        }

        /**
         * Adds an account whose root key pair is generated.
         *
         * @param accountId 12 digits
         * @param name for people
         */
        public Builder account(String accountId, String name) {
            accounts.add(new Bootstrap.Account(new AccountId(accountId), name, null, null, List.of()));
            return this;
        }

        /** Adds the accounts of a file, described in {@code docs/bootstrap.md}, to those of this builder. */
        public Builder bootstrap(Path file) {
            this.bootstrap = file;
            return this;
        }

        /** Sets the host to listen on; 127.0.0.1 by default. */
        public Builder host(String newHost) {
            this.host = newHost;
            return this;
        }

        /** Sets the port to listen on; 0, the default, picks a free port. */
        public Builder port(int newPort) {
            this.port = newPort;
            return this;
        }

        /** Sets the region of this server; us-east-1 by default. */
        public Builder region(String newRegion) {
            this.region = newRegion;
            return this;
        }

        /** Sets the domain below which buckets are host names ({@code bucket.s3.DOMAIN}); localhost by default. */
        public Builder baseDomain(String domain) {
            this.baseDomain = domain;
            return this;
        }

        /** Lets tests move the clock that expiry and date conditions use. */
        public Builder testClock() {
            this.testClock = true;
            return this;
        }

        /** Accepts only signatures whose credential scope contains this server's region and the called service. */
        public Builder strictScope() {
            this.strictScope = true;
            return this;
        }

        /** Omits the ARN of the denying policy from error messages; by default they contain it, as in AWS. */
        public Builder withoutPolicyArnInDenials() {
            this.denialText = DenialText.WITHOUT_POLICY_ARN;
            return this;
        }

        /**
         * Appends an encoded message to the error message of every denied request, for {@code
         * sts:DecodeAuthorizationMessage}; AWS does so for some services, but not for IAM, STS and S3.
         */
        public Builder encodedAuthorizationMessages() {
            this.encodedMessages = true;
            return this;
        }

        /** Rejects signatures of version 2, which boto 2, euca2ools and {@code s3cmd --signature-v2} make. */
        public Builder withoutSignatureVersion2() {
            this.sigV2 = false;
            return this;
        }

        /**
         * Reads {@code /services/objectstorage} in front of a path as the address of S3, as Eucalyptus does; by
         * default it
         * is the bucket {@code services}.
         */
        public Builder eucalyptusPaths() {
            this.eucalyptusPaths = true;
            return this;
        }

        /**
         * Uses HTTPS, on the port of this builder and without HTTP unless {@link #tlsPort} is called. The files are
         * read
         * again when they change.
         *
         * @param certificate PEM: the server's certificate, then those of its issuers
         * @param key PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted
         */
        public Builder tls(Path certificate, Path key) {
            this.tls = new TlsSource.Files(certificate, key);
            return this;
        }

        /**
         * Uses HTTPS, on the port of this builder and without HTTP unless {@link #tlsPort} is called.
         *
         * @param key RSA, EC or EdDSA
         * @param chain the server's certificate, then those of its issuers
         */
        public Builder tls(PrivateKey key, List<X509Certificate> chain) {
            this.tls = new TlsSource.Given(new TlsKeyPair(key, chain));
            return this;
        }

        /**
         * Stores policies that name accounts which do not exist; by default they are refused, as AWS refuses them. A
         * bootstrap file can name accounts that exist elsewhere.
         */
        public Builder acceptUnknownAccounts() {
            this.unknownAccounts = UnknownAccounts.ACCEPT;
            return this;
        }

        /** Sets a port for HTTPS, with HTTP on the other one; 0 picks a free port. Only together with {@code tls}. */
        public Builder tlsPort(int newPort) {
            this.tlsPort = newPort;
            return this;
        }

        /**
         * Adds a proxy whose {@code Forwarded} and {@code X-Forwarded} fields count; those of all others are ignored.
         *
         * @param addressOrRange such as {@code 10.0.0.1}, {@code 10.0.0.0/8} or {@code fd00::/8}
         */
        public Builder trustedProxy(String addressOrRange) {
            trustedProxies.add(addressOrRange);
            return this;
        }

        /**
         * Sets how many connections of one address (one prefix of 64 bits for IPv6) may be open; 1,000 by default. Further
         * ones are closed when they are accepted.
         *
         * @param connections 1 to 1,000,000
         */
        public Builder maxConnectionsPerAddress(int connections) {
            this.connectionsPerAddressMax = connections;
            return this;
        }

        /**
         * Sets how many failed authentications of one address a minute are answered without a delay; 300 by default. The
         * answers to further ones wait, for ten seconds at most; nothing else waits.
         *
         * @param failures 0 to 1,000,000; 0 never delays an answer
         */
        public Builder failedAuthenticationsPerMinute(int failures) {
            this.failedAuthenticationsPerMinute = failures;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws StartException when the port is in use, or the data directory or the bootstrap file cannot be used
         */
        public Drawbridge start() {
            try {
                return started();
            } catch (IOException | BootstrapException e) {
                throw new StartException(e);
            }
        }

        private Drawbridge started() throws IOException, BootstrapException {
            List<Bootstrap.Account> allAccounts = new ArrayList<>(accounts);
            Bootstrap.OrganizationChange organization = new Bootstrap.OrganizationChange.Keep();
            Set<AccountId> foreignAccounts = Set.of();
            if (bootstrap != null) {
                Bootstrap file = BootstrapFile.read(bootstrap);
                allAccounts.addAll(file.accounts());
                organization = file.organization();
                foreignAccounts = file.foreignAccounts();
            }
            Bootstrap bootstrapToApply = allAccounts.isEmpty()
                    ? Bootstrap.DEFAULT
                    : new Bootstrap(allAccounts, organization, foreignAccounts);
            return RunningServer.start(
                    new ServerOptions(
                            host,
                            port,
                            region,
                            baseDomain,
                            testClock,
                            strictScope,
                            new DenialOptions(denialText, encodedMessages),
                            new StrangerLimits(connectionsPerAddressMax, failedAuthenticationsPerMinute),
                            location(),
                            endpoints(),
                            unknownAccounts),
                    bootstrapToApply);
        }

        private EndpointOptions endpoints() {
            if (tls == null && tlsPort != null) {
                throw new IllegalArgumentException("a port of TLS is of use only with a certificate");
            }
            return new EndpointOptions(
                    sigV2,
                    eucalyptusPaths,
                    tls == null ? null : new TlsOptions(tls, tlsPort),
                    TrustedProxies.of(trustedProxies));
        }

        private StorageLocation location() {
            if (postgres != null) {
                return StorageLocation.shared(postgres, blobs, keyRing);
            }
            if (blobs != null) {
                throw new IllegalArgumentException("--blobs is of use only with rows in PostgreSQL");
            }
            return data == null ? StorageLocation.memory(keyRing) : new StorageLocation.Directory(data, keyRing);
        }
    }
}
