// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line, in this process for what it refuses and as a process of its own for what it runs. */
final class CommandLineTest {
    @TempDir
    Path folder;

    private record Outcome(int exitCode, String output, String errors) {}

    private static Outcome execute(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true));
        int exitCode = line.execute(words);
        return new Outcome(exitCode, output.toString(), errors.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server --prot 1 | Unknown option",
                "server --port x | Invalid value for option '--port'",
                "server --port 70000 | port: 70000 (expected: 0 to 65535)",
                "server --memory --data /somewhere | --memory keeps nothing in --data",
                "server --store postgres | --store: expected rocksdb, memory, or postgresql://USER@HOST:PORT/DATABASE",
                "server --store postgresql://u:p@h/d | rows in PostgreSQL need --blobs",
                "server --store postgresql://u:p@h/d --blobs /b | rows in PostgreSQL need --key-ring",
                "server --store postgresql://u:p@h/d --data /b | rows in PostgreSQL go with --blobs and --key-ring",
                "server --store postgresql://u:p@h/d --blobs /b --key-ring /missing | the key ring /missing is missing",
                "server --memory --blobs /b | --blobs is of use only with --store postgresql",
                "key-ring create /missing/ring | there is no directory /missing for the key ring",
                "server --bootstrap /missing.json | cannot read /missing.json",
                "server --test-clock --host 0.0.0.0 | loopback address only",
                "server --memory --tls-certificate /c | --tls-certificate and --tls-key go together",
                "server --memory --tls-key /k | --tls-certificate and --tls-key go together",
                "server --memory --tls-certificate /missing --tls-key /k | /missing is missing",
                "server --memory --tls-certificate /c --tls-key /k --tls-self-signed | leave --tls-certificate out",
                "server --memory --tls-port 0 | --tls-port needs --tls-certificate and --tls-key, or --tls-self-signed",
                "server --memory --tls-self-signed --tls-port 70000 | port of TLS: 70000 (expected: 0 to 65535)",
                "server --memory --trusted-proxy 10.0.0.0/8,proxy | trusted proxy: 'proxy' (expected: an address or a",
                "server --memory --sigv2 maybe | 'maybe' (expected: on or off)",
                "server --memory --eucalyptus-paths maybe | 'maybe' (expected: on or off)",
                "serve | Unmatched argument",
            })
    void whatCannotBeUsedIsRefusedInOneLineWithExitCode2(String words, String reason) {
        Outcome outcome = execute(words.split(" "));
        assertThat(outcome.exitCode).isEqualTo(2);
        assertThat(outcome.errors.lines().findFirst().orElse(""))
                .startsWith("drawbridge: ")
                .contains(reason);
        assertThat(outcome.output).isEmpty();
    }

    @Test
    void aTakenPortIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = execute("server", "--memory", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(outcome.exitCode).isEqualTo(2);
            assertThat(outcome.errors).startsWith("drawbridge: cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(outcome.errors.lines()).hasSize(1);
        }
    }

    @Test
    void versionAndHelpArePrinted() {
        assertThat(execute("--version").output()).startsWith("drawbridge ");
        assertThat(execute("server", "--help").output())
                .contains("--bootstrap", "--test-clock", "DRAWBRIDGE_PORT", "USER@HOST1,HOST2/")
                .contains("--sigv2", "--eucalyptus-paths", "--tls-certificate", "--tls-key", "--tls-port")
                .contains("--tls-self-signed", "--trusted-proxy");
        assertThat(execute("export", "--help").output()).contains("USER@HOST1,HOST2/");
    }

    @Test
    void aServerTellsItsAccountsAndEndsWith0OnSigterm() throws Exception {
        Path bootstrap = folder.resolve("bootstrap.json");
        Files.writeString(bootstrap, """
                {"accounts":[
                {"id":"123456789012","name":"production","email":"prod@example.com","alias":"production",
                 "rootAccessKeys":[{"accessKeyId":"AKIAPRODUCTIONROOT01","secretAccessKey":"not-a-default-secret-0001"}]},
                {"id":"210987654321","name":"development"}]}
                """);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "server",
                        "--bootstrap",
                        bootstrap.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Every option is also an environment variable.
        builder.environment().put("DRAWBRIDGE_PORT", "0");
        builder.environment().put("DRAWBRIDGE_MEMORY", "true");
        builder.environment().put("DRAWBRIDGE_HOST", "localhost");
        Process server = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String output = readUntil(lines, "alias aws=");
            assertThat(output)
                    .contains("Everything is kept in memory")
                    .contains("account 123456789012  root access key AKIAPRODUCTIONROOT01  secret as given in")
                    .containsPattern("account 210987654321  root access key AKIA[A-Z2-7]{16}  secret [A-Za-z0-9+/]{40}")
                    .doesNotContain("not-a-default-secret-0001");
            assertThat(output).startsWith("Drawbridge listens on http://localhost:");
            String endpoint = output.lines().findFirst().orElseThrow().replace("Drawbridge listens on ", "");
            HttpURLConnection health = (HttpURLConnection)
                    URI.create(endpoint + "/_/health").toURL().openConnection();
            assertThat(health.getResponseCode()).isEqualTo(200);
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void aSelfSignedCertificateIsKeptAndTrusted() throws Exception {
        Path data = folder.resolve("data");
        String first = selfSigned(data);
        Path certificate = data.resolve("tls-certificate.pem");
        assertThat(first)
                .containsPattern("Drawbridge listens on http://127.0.0.1:[0-9]+ and https://127.0.0.1:[0-9]+\n")
                .contains("clients that trust " + certificate + " accept it")
                .contains("AWS_CA_BUNDLE=" + certificate);
        String kept = Files.readString(certificate);
        assertThat(Files.getPosixFilePermissions(data.resolve("tls-key.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        selfSigned(data);
        assertThat(certificate).hasContent(kept.strip());
    }

    /** Starts a server with environment variables, asks it through HTTPS as a client that trusts it, and stops it. */
    private static String selfSigned(Path data) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "server",
                        "--data",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "DRAWBRIDGE_PORT", "0",
                        "DRAWBRIDGE_TLS_PORT", "0",
                        "DRAWBRIDGE_TLS_SELF_SIGNED", "true",
                        "DRAWBRIDGE_SIGV2", "off",
                        "DRAWBRIDGE_TRUSTED_PROXY", "10.0.0.0/8,fd00::/8"));
        Process server = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String output = readUntil(lines, "alias aws=");
            Matcher https = Pattern.compile("https://\\S+").matcher(output);
            assertThat(https.find()).as(output).isTrue();
            Process curl = new ProcessBuilder(
                            "/usr/bin/curl",
                            "--silent",
                            "--max-time",
                            "30",
                            "--cacert",
                            data.resolve("tls-certificate.pem").toString(),
                            https.group() + "/_/health")
                    .start();
            assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"ok\"");
            assertThat(curl.waitFor()).isZero();
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            server.destroyForcibly();
        }
    }

    private static String readUntil(BufferedReader lines, String last) throws IOException {
        StringBuilder output = new StringBuilder();
        String line = lines.readLine();
        while (line != null) {
            output.append(line).append('\n');
            if (line.contains(last)) {
                return output.toString();
            }
            line = lines.readLine();
        }
        return output.toString();
    }
}
