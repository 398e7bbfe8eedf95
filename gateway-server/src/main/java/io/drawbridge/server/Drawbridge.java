// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.DenialText;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.bootstrap.BootstrapException;
import io.drawbridge.server.bootstrap.BootstrapFile;
import io.drawbridge.server.embed.DenialOptions;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.embed.StartException;
import io.drawbridge.server.embed.StartedServer;
import io.drawbridge.server.embed.TestClock;
import io.drawbridge.server.storage.StorageLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running server inside this JVM. Several may run at once; they share nothing.
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
    private final URI endpoint;
    private final List<RootCredentials> rootCredentials;

    Drawbridge(RunningServer server, URI endpoint, List<RootCredentials> rootCredentials) {
        this.server = server;
        this.endpoint = endpoint;
        this.rootCredentials = List.copyOf(rootCredentials);
    }

    /** Begins to describe a server: memory engine, 127.0.0.1, a free port, region us-east-1. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public List<RootCredentials> rootCredentials() {
        return rootCredentials;
    }

    /**
     * The first root key pair of an account.
     *
     * @param accountId 12 digits
     * @throws IllegalArgumentException when this server did not begin with the account
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

    /** The clock that tests can move; empty unless the builder asked for one. */
    public Optional<TestClock> testClock() {
        return server.testClock();
    }

    /** Stops accepting, lets running requests finish for up to ten seconds, and forgets what is kept in memory only. */
    @Override
    public void close() {
        server.close();
    }

    /** Describes a server. Not thread-safe. */
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
        private @Nullable Path bootstrap;
        private @Nullable Path data;
        private @Nullable Path keyRing;
        private @Nullable String postgres;
        private @Nullable String blobs;

        private Builder() {}

        /** Keeps everything in memory, and large bodies in temporary files. This is the default. */
        public Builder memory() {
            this.data = null;
            this.postgres = null;
            return this;
        }

        /**
         * Keeps everything in a directory of this machine; needs {@code org.rocksdb:rocksdbjni} on the class path.
         *
         * @param directory missing, empty, or of a former start; used by one server at a time
         */
        public Builder data(Path directory) {
            this.data = directory;
            this.postgres = null;
            return this;
        }

        /**
         * Keeps rows in a PostgreSQL database that any number of servers share; needs {@link #blobs} and
         * {@link #keyRing}, the same ones for all of them, and {@code org.postgresql:postgresql} and
         * {@code com.zaxxer:HikariCP} on the class path.
         *
         * @param url as {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE}, with several {@code HOST:PORT} between
         *     commas if there are several servers, of which one writes; what is missing is taken from the user's
         *     {@code .pgpass} and the driver's defaults
         */
        public Builder postgres(String url) {
            this.postgres = url;
            this.data = null;
            return this;
        }

        /**
         * Keeps the bodies of objects there; only together with {@link #postgres}.
         *
         * @param place a directory that all servers share, as a path or a {@code file://} URL
         */
        public Builder blobs(String place) {
            this.blobs = place;
            return this;
        }

        /**
         * The file of the keys that seal secrets; by default {@code keyring} in the data directory. Servers that share a
         * store have equal files, made by {@code drawbridge key-ring create}.
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

        /** Takes accounts from a file, described in {@code docs/bootstrap.md}, in addition to those named here. */
        public Builder bootstrap(Path file) {
            this.bootstrap = file;
            return this;
        }

        /** Listens there; 127.0.0.1 by default. */
        public Builder host(String newHost) {
            this.host = newHost;
            return this;
        }

        /** Listens there; 0, the default, picks a free port. */
        public Builder port(int newPort) {
            this.port = newPort;
            return this;
        }

        /** The region of this server; us-east-1 by default. */
        public Builder region(String newRegion) {
            this.region = newRegion;
            return this;
        }

        /** The domain below which buckets are host names ({@code bucket.s3.DOMAIN}); localhost by default. */
        public Builder baseDomain(String domain) {
            this.baseDomain = domain;
            return this;
        }

        /** Lets tests move the time that expiry and date conditions see. */
        public Builder testClock() {
            this.testClock = true;
            return this;
        }

        /** Accepts only signatures whose scope names this server's region and the service that is called. */
        public Builder strictScope() {
            this.strictScope = true;
            return this;
        }

        /** Leaves the ARN of the policy that denies out of refusals; it stands there by default, as in AWS. */
        public Builder withoutPolicyArnInDenials() {
            this.denialText = DenialText.WITHOUT_POLICY_ARN;
            return this;
        }

        /**
         * Puts an encoded message behind the text of every refusal, which {@code sts:DecodeAuthorizationMessage} reads;
         * AWS does so for some services, but not for IAM, STS and S3.
         */
        public Builder encodedAuthorizationMessages() {
            this.encodedMessages = true;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws StartException when the port is taken, the data directory or the bootstrap file cannot be used
         */
        public Drawbridge start() {
            try {
                return started();
            } catch (IOException | BootstrapException e) {
                throw new StartException(e);
            }
        }

        private Drawbridge started() throws IOException, BootstrapException {
            List<Bootstrap.Account> all = new ArrayList<>(accounts);
            Bootstrap.OrganizationChange organization = new Bootstrap.OrganizationChange.Keep();
            if (bootstrap != null) {
                Bootstrap file = BootstrapFile.read(bootstrap);
                all.addAll(file.accounts());
                organization = file.organization();
            }
            Bootstrap wanted = all.isEmpty() ? Bootstrap.DEFAULT : new Bootstrap(all, organization);
            return RunningServer.start(
                    new ServerOptions(
                            host,
                            port,
                            region,
                            baseDomain,
                            testClock,
                            strictScope,
                            new DenialOptions(denialText, encodedMessages),
                            location()),
                    wanted);
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
