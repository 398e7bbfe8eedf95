// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.background.TaskLease;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.embed.TlsOptions;
import io.drawbridge.server.http.TlsContext;
import io.drawbridge.server.tls.SelfSignedFiles;
import io.drawbridge.server.tls.TlsFiles;
import io.drawbridge.server.tls.TlsKeyPair;
import io.drawbridge.server.tls.TlsLimits;
import io.drawbridge.server.tls.TlsSource;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS of one server.
 *
 * @param reload looks for a changed certificate; null when it cannot change
 */
record TlsEndpoint(TlsContext context, @Nullable PeriodicTask reload) {
    /**
     * Reads or makes the certificate.
     *
     * @param directory where a self-signed certificate is kept; null for one that ends with the server
     * @throws IOException when the certificate cannot be used; the message is for the operator
     */
    static TlsEndpoint open(TlsOptions tls, ServerOptions options, @Nullable DataDirectory directory, Instant now)
            throws IOException {
        TlsSource source = tls.source();
        if (source instanceof TlsSource.Files named) {
            TlsFiles files = new TlsFiles(named.certificate(), named.key());
            TlsContext context = context(files.read());
            return new TlsEndpoint(
                    context,
                    new PeriodicTask("tls", TlsLimits.RELOAD_PERIOD, TaskLease.NOT_NEEDED, () -> files.changed()
                            .ifPresent(context::replace)));
        }
        if (source instanceof TlsSource.Given given) {
            return new TlsEndpoint(context(given.pair()), null);
        }
        TlsSource.Generator generator = ((TlsSource.SelfSigned) source).generator();
        List<String> names = names(options);
        TlsKeyPair pair = directory == null
                ? generator.generate(names, now)
                : new SelfSignedFiles(directory.path()).use(generator, names, now);
        return new TlsEndpoint(context(pair), null);
    }

    private static TlsContext context(TlsKeyPair pair) throws IOException {
        try {
            return new TlsContext(pair);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The names by which clients reach the server, with those of services and buckets below the base domain. */
    private static List<String> names(ServerOptions options) {
        String domain = options.baseDomain();
        Set<String> names = new LinkedHashSet<>();
        names.addAll(List.of("localhost", "127.0.0.1", domain, "*." + domain, "*.s3." + domain));
        if (!options.host().contains(":") && !options.host().equals("0.0.0.0")) {
            names.add(options.host());
        }
        return List.copyOf(names);
    }
}
