// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.core.authz.DenialText;
import io.drawbridge.iam.directory.UnknownAccounts;
import io.drawbridge.server.bootstrap.Bootstrap;
import io.drawbridge.server.bootstrap.BootstrapException;
import io.drawbridge.server.bootstrap.BootstrapFile;
import io.drawbridge.server.embed.DenialOptions;
import io.drawbridge.server.embed.EndpointOptions;
import io.drawbridge.server.embed.ServerOptions;
import io.drawbridge.server.embed.ServerStarter;
import io.drawbridge.server.embed.StartedServer;
import io.drawbridge.server.embed.StrangerLimits;
import io.drawbridge.server.embed.TlsOptions;
import io.drawbridge.server.proxy.TrustedProxies;
import io.drawbridge.server.storage.StorageLocation;
import io.drawbridge.server.tls.TlsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code drawbridge server}: runs a server until it is stopped. */
final class ServerCommand {
    private static final String ROCKSDB = "rocksdb";

    private ServerCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("server").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Runs a server. Each option can also be given as an environment variable, DRAWBRIDGE_ and"
                        + " the option's name in upper case, such as DRAWBRIDGE_PORT.");
        spec.addOption(text("--host", "HOST", "127.0.0.1", "the address to listen on"));
        spec.addOption(OptionSpec.builder("--port")
                .paramLabel("PORT")
                .type(int.class)
                .defaultValue("${env:DRAWBRIDGE_PORT:-8773}")
                .description("the port to listen on; 0 picks a free one (default: 8773)")
                .build());
        spec.addOption(text(
                "--store",
                "KIND",
                ROCKSDB,
                "where rows are kept: rocksdb (on disk), memory, or"
                        + " postgresql://USER@HOST:PORT/DATABASE (shared by many nodes; with several hosts"
                        + " postgresql://USER@HOST1,HOST2/DATABASE the node uses the one that takes writes, as"
                        + " ?target_session_attrs=primary says; the password is taken from DRAWBRIDGE_STORE or"
                        + " ~/.pgpass)"));
        spec.addOption(flag("--memory", "the same as --store memory; nothing is left when the server stops"));
        spec.addOption(file(
                "--data",
                "DIR",
                "keep everything in this directory (default: drawbridge in $XDG_DATA_HOME, or ~/.drawbridge)"));
        spec.addOption(optional("--blobs", "DIR", "with PostgreSQL: where bodies are kept, shared by all nodes"));
        spec.addOption(file(
                "--key-ring",
                "FILE",
                "the keys that seal secrets (default: keyring in the data directory; with PostgreSQL: needed, and the"
                        + " same for all nodes)"));
        spec.addOption(file("--bootstrap", "FILE", "accounts and root keys to begin with (JSON)"));
        spec.addOption(text("--region", "REGION", "us-east-1", "the region of this server"));
        spec.addOption(text("--base-domain", "DOMAIN", "localhost", "buckets are reached as BUCKET.s3.DOMAIN"));
        spec.addOption(onOff("--deny-message-policy-arn", "on", "name the policy that denies in refusals"));
        spec.addOption(flag(
                "--encoded-authorization-messages",
                "add a message to refusals that sts:DecodeAuthorizationMessage reads"));
        spec.addOption(flag("--strict-scope", "signatures must name this region and the service that is called"));
        addEndpoints(spec);
        spec.addOption(number(
                "--max-connections-per-address",
                StrangerLimits.DEFAULT.connectionsPerAddressMax(),
                "how many connections of one remote address may be open; further ones are closed"));
        spec.addOption(number(
                "--failed-authentications-per-minute",
                StrangerLimits.DEFAULT.failedAuthenticationsPerMinute(),
                "how many failed authentications of one remote address are answered without a delay; 0 delays none"));
        spec.addOption(OptionSpec.builder("--unknown-accounts")
                .paramLabel("refuse|accept")
                .type(UnknownAccounts.class)
                .defaultValue("${env:DRAWBRIDGE_UNKNOWN_ACCOUNTS:-refuse}")
                .description("what to do with a policy that names an account which is neither of this server nor in"
                        + " foreignAccounts of the bootstrap file (default: refuse)")
                .converters(text -> switch (text) {
                    case "refuse" -> UnknownAccounts.REFUSE;
                    case "accept" -> UnknownAccounts.ACCEPT;
                    default ->
                        throw new CommandLine.TypeConversionException("'" + text + "' (expected: refuse or accept)");
                })
                .build());
        spec.addOption(flag("--test-clock", "let anybody on this machine move the server's time (tests only)"));
        return spec;
    }

    private static void addEndpoints(CommandSpec spec) {
        spec.addOption(onOff(
                "--sigv2",
                "on",
                "accept signatures of version 2, which boto 2, euca2ools and s3cmd --signature-v2 make; they cover less"
                        + " of a request than version 4"));
        spec.addOption(onOff(
                "--eucalyptus-paths",
                "off",
                "read /services/objectstorage in front of a path as the address of S3, and not as a bucket"));
        spec.addOption(file(
                "--tls-certificate",
                "FILE",
                "HTTPS, on --port and without HTTP unless --tls-port is given: the certificate and those of its issuers"
                        + " (PEM); read again when it changes"));
        spec.addOption(file("--tls-key", "FILE", "the private key of the certificate (PEM, not encrypted)"));
        spec.addOption(flag(
                "--tls-self-signed",
                "HTTPS for trials, with a certificate that the server makes and keeps in its data directory"));
        spec.addOption(OptionSpec.builder("--tls-port")
                .paramLabel("PORT")
                .type(Integer.class)
                .defaultValue("${env:DRAWBRIDGE_TLS_PORT:-" + CommandLine.Option.NULL_VALUE + "}")
                .description("listen for HTTPS here, and for HTTP on --port; 0 picks a free one")
                .build());
        spec.addOption(OptionSpec.builder("--trusted-proxy")
                .paramLabel("CIDR")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .splitRegex(",")
                .defaultValue("${env:DRAWBRIDGE_TRUSTED_PROXY:-" + CommandLine.Option.NULL_VALUE + "}")
                .description(
                        "believe the X-Forwarded-For, -Proto, -Host and Forwarded headers of this address or range;"
                                + " repeatable, or separated by commas")
                .build());
    }

    private static OptionSpec text(String name, String label, String fallback, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .defaultValue("${env:" + variable(name) + ":-" + fallback + "}")
                .description(description + " (default: " + fallback + ")")
                .build();
    }

    private static OptionSpec number(String name, int fallback, String description) {
        return OptionSpec.builder(name)
                .paramLabel("NUMBER")
                .type(int.class)
                .defaultValue("${env:" + variable(name) + ":-" + fallback + "}")
                .description(description + " (default: " + fallback + ")")
                .build();
    }

    private static OptionSpec onOff(String name, String fallback, String description) {
        return OptionSpec.builder(name)
                .paramLabel("on|off")
                .type(Switch.class)
                .defaultValue("${env:" + variable(name) + ":-" + fallback + "}")
                .description(description + " (default: " + fallback + ")")
                .converters(text -> switch (text) {
                    case "on" -> Switch.ON;
                    case "off" -> Switch.OFF;
                    default -> throw new CommandLine.TypeConversionException("'" + text + "' (expected: on or off)");
                })
                .build();
    }

    private enum Switch {
        ON,
        OFF
    }

    private static OptionSpec optional(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .defaultValue("${env:" + variable(name) + ":-" + CommandLine.Option.NULL_VALUE + "}")
                .description(description)
                .build();
    }

    private static OptionSpec file(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(Path.class)
                .defaultValue("${env:" + variable(name) + ":-" + CommandLine.Option.NULL_VALUE + "}")
                .description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .defaultValue("${env:" + variable(name) + ":-false}")
                .description(description)
                .build();
    }

    private static String variable(String option) {
        return "DRAWBRIDGE_" + option.substring(2).replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    }

    static int run(CommandLine.ParseResult options, ServerStarter starter) {
        CommandLine line = options.commandSpec().commandLine();
        Path bootstrap = path(options, "--bootstrap");
        boolean testClock = value(options, "--test-clock");
        try {
            StorageLocation location = location(options);
            ServerOptions server = server(options, location, testClock);
            StartedServer started = starter.start(server, bootstrap(bootstrap));
            Banner.print(line.getOut(), started, bootstrap, location, server);
            return untilStopped(started);
        } catch (IOException | BootstrapException | IllegalArgumentException e) {
            String reason = e.getMessage();
            return refuse(line, reason == null ? e.toString() : reason);
        }
    }

    private static ServerOptions server(CommandLine.ParseResult options, StorageLocation location, boolean testClock) {
        Switch policyArn = value(options, "--deny-message-policy-arn");
        return new ServerOptions(
                value(options, "--host"),
                value(options, "--port"),
                value(options, "--region"),
                value(options, "--base-domain"),
                testClock,
                value(options, "--strict-scope"),
                new DenialOptions(
                        policyArn == Switch.OFF ? DenialText.WITHOUT_POLICY_ARN : DenialText.WITH_POLICY_ARN,
                        value(options, "--encoded-authorization-messages")),
                new StrangerLimits(
                        value(options, "--max-connections-per-address"),
                        value(options, "--failed-authentications-per-minute")),
                location,
                endpoints(options),
                value(options, "--unknown-accounts"));
    }

    private static EndpointOptions endpoints(CommandLine.ParseResult options) {
        Switch sigV2 = value(options, "--sigv2");
        Switch eucalyptusPaths = value(options, "--eucalyptus-paths");
        List<String> proxies =
                options.commandSpec().findOption("--trusted-proxy").getValue();
        return new EndpointOptions(
                sigV2 == Switch.ON,
                eucalyptusPaths == Switch.ON,
                tls(options),
                TrustedProxies.of(proxies == null ? List.of() : proxies));
    }

    private static @Nullable TlsOptions tls(CommandLine.ParseResult options) {
        Path certificate = path(options, "--tls-certificate");
        Path key = path(options, "--tls-key");
        boolean selfSigned = value(options, "--tls-self-signed");
        Integer port = options.commandSpec().findOption("--tls-port").getValue();
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--tls-certificate and --tls-key go together");
        }
        if (selfSigned && certificate != null) {
            throw new IllegalArgumentException("--tls-self-signed makes a certificate; leave --tls-certificate out");
        }
        if (certificate != null && key != null) {
            return new TlsOptions(new TlsSource.Files(certificate, key), port);
        }
        if (selfSigned) {
            return new TlsOptions(new TlsSource.SelfSigned(SelfSignedCertificate::make), port);
        }
        if (port != null) {
            throw new IllegalArgumentException(
                    "--tls-port needs --tls-certificate and --tls-key, or --tls-self-signed");
        }
        return null;
    }

    private static Bootstrap bootstrap(@Nullable Path file) throws IOException, BootstrapException {
        Bootstrap read = file == null ? Bootstrap.DEFAULT : BootstrapFile.read(file);
        return read.accounts().isEmpty() ? Bootstrap.DEFAULT : read;
    }

    private static StorageLocation location(CommandLine.ParseResult options) {
        return StorageLocation.of(
                value(options, "--store"),
                value(options, "--memory"),
                path(options, "--data"),
                optional(options, "--blobs"),
                path(options, "--key-ring"),
                home());
    }

    private static Path home() {
        String shared = System.getenv("XDG_DATA_HOME");
        // A relative path must be ignored: XDG Base Directory Specification.
        return shared != null && Path.of(shared).isAbsolute()
                ? Path.of(shared, "drawbridge")
                : Path.of(System.getProperty("user.home"), ".drawbridge");
    }

    private static int untilStopped(StartedServer server) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                            // The JVM would return an error code for the signal; a requested stop is a success.
                            Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
                        },
                        "drawbridge-stop"));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CommandLine.ExitCode.OK;
    }

    private static int refuse(CommandLine line, String reason) {
        line.getErr().println("drawbridge: " + reason);
        return CommandLine.ExitCode.USAGE;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // picocli keeps values untyped; the option's type is set above
    private static <T> T value(CommandLine.ParseResult options, String name) {
        return options.commandSpec().findOption(name).getValue();
    }

    private static @Nullable Path path(CommandLine.ParseResult options, String name) {
        return options.commandSpec().findOption(name).getValue();
    }

    private static @Nullable String optional(CommandLine.ParseResult options, String name) {
        return options.commandSpec().findOption(name).getValue();
    }
}
