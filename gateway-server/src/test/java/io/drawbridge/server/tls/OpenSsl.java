// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates and keys as operators make them, with OpenSSL. */
public final class OpenSsl {
    private static final Path PROGRAM = Path.of("/usr/bin/openssl");
    private static final String NAMES = "subjectAltName=DNS:localhost,DNS:*.s3.localhost,DNS:s3.localhost,IP:127.0.0.1";

    private final Path folder;

    public OpenSsl(Path folder) {
        this.folder = folder;
    }

    /** The files of a certificate and its key. */
    public record Pair(Path certificate, Path key) {}

    /** A certificate that its own key signed, for the names of a server on this machine. */
    public Pair selfSigned(String name, String... keyAlgorithm) {
        Path certificate = folder.resolve(name + ".crt");
        Path key = folder.resolve(name + ".key");
        List<String> words = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "30", "-newkey"));
        words.addAll(List.of(keyAlgorithm));
        words.addAll(List.of(
                "-subj", "/CN=" + name, "-addext", NAMES, "-keyout", key.toString(), "-out", certificate.toString()));
        run(words.toArray(String[]::new));
        return new Pair(certificate, key);
    }

    /** With a key of the curve P-256, which takes no time to make. */
    public Pair selfSigned(String name) {
        return selfSigned(name, "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    }

    /** Runs {@code openssl} and returns the output file, the last argument, readable by its owner only. */
    public Path converted(String name, String... words) {
        Path file = folder.resolve(name);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-out", file.toString()));
        run(all.toArray(String[]::new));
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    public void run(String... words) {
        assertThat(PROGRAM).as("OpenSSL; scripts/test installs it").exists();
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.addAll(List.of(words));
        try {
            Path log = folder.resolve("openssl.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended ? process.exitValue() : -1)
                    .as("%s: %s", command, Files.readString(log))
                    .isZero();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
