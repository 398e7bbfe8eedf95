// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs real clients as processes: AWS CLI, s3cmd, and Python scripts with boto3 or boto 2. All are Debian packages. */
final class RealClient {
    private static final Path AWS = Path.of("/usr/bin/aws");
    private static final Path S3CMD = Path.of("/usr/bin/s3cmd");
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path SCRIPTS = Path.of("src/test/python");
    private static final Path CURL = Path.of("/usr/bin/curl");
    private static final Path NODE = Path.of("/usr/bin/node");
    private static final Path JAVASCRIPT = Path.of("src/test/javascript");
    private static final String AUTHORITIES = "AWS_CA_BUNDLE";
    private static final long TIMEOUT_SECONDS = 120;

    private final String endpoint;
    private final Map<String, String> environment = new HashMap<>();

    private RealClient(String endpoint) {
        this.endpoint = endpoint;
    }

    /** What a finished process left. */
    record Outcome(int exitCode, String output, String errors) {
        Outcome succeeded() {
            assertThat(exitCode)
                    .as("exit code; errors: %s; output: %s", errors, output)
                    .isZero();
            return this;
        }

        Outcome failedWith(String text) {
            assertThat(exitCode).as("exit code; output: %s", output).isNotZero();
            assertThat(errors).contains(text);
            return this;
        }
    }

    static RealClient at(String endpoint) {
        return new RealClient(endpoint);
    }

    /** The same client with these keys in its environment, and no other configuration. */
    RealClient as(Keys keys) {
        RealClient client = new RealClient(endpoint);
        client.environment.putAll(environment);
        client.environment.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
        client.environment.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
        if (keys.sessionToken() != null) {
            client.environment.put("AWS_SESSION_TOKEN", keys.sessionToken());
        }
        return client;
    }

    /** The same client, which verifies HTTPS by the certificates of this file. */
    RealClient trusting(Path authorities) {
        RealClient client = new RealClient(endpoint);
        client.environment.putAll(environment);
        client.environment.put(AUTHORITIES, authorities.toString());
        return client;
    }

    /** Runs {@code aws} with the words. */
    Outcome aws(String... words) {
        List<String> command = new ArrayList<>(List.of(AWS.toString(), "--endpoint-url", endpoint));
        command.addAll(List.of(words));
        return run(command);
    }

    /** Runs {@code s3cmd} with keys, signature version and words; it reads nothing but the file that is made for it. */
    Outcome s3cmd(Keys keys, boolean version2, String... words) {
        String hostPort = endpoint.substring(endpoint.indexOf("://") + 3);
        String authorities = environment.get(AUTHORITIES);
        String configuration = String.join(
                "\n",
                "[default]",
                "access_key = " + keys.accessKeyId(),
                "secret_key = " + keys.secretAccessKey(),
                "access_token = " + (keys.sessionToken() == null ? "" : keys.sessionToken()),
                "host_base = " + hostPort,
                "host_bucket = " + hostPort,
                "use_https = " + (endpoint.startsWith("https:") ? "True" : "False"),
                authorities == null ? "" : "ca_certs_file = " + authorities,
                "signature_v2 = " + (version2 ? "True" : "False"),
                "");
        try (Scratch scratch = new Scratch()) {
            Path file = Files.writeString(scratch.file("s3cfg"), configuration);
            List<String> command = new ArrayList<>(List.of(S3CMD.toString(), "--config=" + file));
            command.addAll(List.of(words));
            return run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script of {@code src/test/python}; it finds the endpoint in the environment. */
    Outcome python(String script, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(PYTHON.toString(), SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs a script of {@code src/test/javascript}; npm installs its packages once for each clean build. */
    Outcome javaScript(String script, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(NODE.toString(), packages().resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static synchronized Path packages() {
        Path target = Path.of("target/javascript");
        try {
            Files.createDirectories(target);
            for (String name : List.of("package.json", "package-lock.json", "sequences.mjs")) {
                Files.copy(JAVASCRIPT.resolve(name), target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            if (Files.exists(target.resolve("node_modules/.package-lock.json"))) {
                return target;
            }
            Path log = target.resolve("npm.log");
            Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                    .directory(target.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = npm.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                npm.destroyForcibly();
            }
            assertThat(ended && npm.exitValue() == 0).as(read(log)).isTrue();
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs {@code curl} with a signature of version 4 and {@code Expect: 100-continue}. The output has a line of status
     * and number of new connections for each transfer, the errors have what went over the wire.
     */
    Outcome curl(Keys keys, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                CURL.toString(),
                "--verbose",
                "--max-time",
                "30",
                "--aws-sigv4",
                "aws:amz:us-east-1:s3",
                "--user",
                keys.accessKeyId() + ":" + keys.secretAccessKey(),
                "--header",
                "Expect: 100-continue",
                "--header",
                "x-amz-content-sha256: UNSIGNED-PAYLOAD",
                "--write-out",
                "%{http_code} %{num_connects}\\n"));
        command.addAll(words);
        return run(command);
    }

    /** Runs {@code curl} without a signature. */
    Outcome curlPlainly(List<String> words) {
        List<String> command = new ArrayList<>(List.of(CURL.toString(), "--silent", "--max-time", "30"));
        String authorities = environment.get(AUTHORITIES);
        if (authorities != null) {
            command.addAll(List.of("--cacert", authorities));
        }
        command.addAll(words);
        return run(command);
    }

    private Outcome run(List<String> command) {
        assertThat(Path.of(command.get(0)))
                .as("a real client; scripts/test installs it from the Debian packages awscli, s3cmd, python3-boto3"
                        + " and python3-boto")
                .exists();
        try (Scratch home = new Scratch()) {
            Path output = home.file("output");
            Path errors = home.file("errors");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            Map<String, String> variables = builder.environment();
            variables.keySet().removeIf(name -> name.startsWith("AWS_") || name.endsWith("_proxy"));
            variables.putAll(Map.of(
                    "HOME", home.folder().toString(),
                    "TMPDIR", home.folder().toString(),
                    "PATH", "/usr/bin:/bin",
                    "AWS_EC2_METADATA_DISABLED", "true",
                    "AWS_DEFAULT_REGION", "us-east-1",
                    "AWS_PAGER", "",
                    "DRAWBRIDGE_ENDPOINT", endpoint,
                    "LC_ALL", "C.UTF-8"));
            variables.putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("did not end within " + TIMEOUT_SECONDS + " s: " + command);
            }
            return new Outcome(process.exitValue(), read(output), read(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
