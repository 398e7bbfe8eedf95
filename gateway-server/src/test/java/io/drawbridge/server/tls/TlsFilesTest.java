// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as OpenSSL writes them. */
final class TlsFilesTest {
    @TempDir
    private static Path folder;

    private static OpenSsl openSsl;
    private static OpenSsl.Pair rsa;
    private static OpenSsl.Pair ec;
    private static OpenSsl.Pair ed25519;

    @BeforeAll
    static void make() {
        openSsl = new OpenSsl(folder);
        rsa = openSsl.selfSigned("rsa", "rsa:2048");
        ec = openSsl.selfSigned("ec");
        ed25519 = openSsl.selfSigned("ed25519", "ed25519");
    }

    private record Form(String name, Path certificate, Path key) {}

    static Stream<Form> forms() throws IOException {
        Path parameters = openSsl.converted("ec-parameters.key", "ecparam", "-name", "prime256v1");
        Path withParameters = Files.writeString(
                openSsl.converted(
                        "ec-with-parameters.key", "ec", "-in", ec.key().toString()),
                Files.readString(parameters)
                        + Files.readString(openSsl.converted(
                                "ec-sec1-copy.key", "ec", "-in", ec.key().toString())));
        Path combined = Files.writeString(
                openSsl.converted("combined.pem", "pkey", "-in", ec.key().toString()),
                Files.readString(ec.certificate()) + Files.readString(ec.key()));
        return Stream.of(
                new Form("RSA in PKCS#8", rsa.certificate(), rsa.key()),
                new Form(
                        "RSA in PKCS#1",
                        rsa.certificate(),
                        openSsl.converted(
                                "rsa1.key",
                                "rsa",
                                "-traditional",
                                "-in",
                                rsa.key().toString())),
                new Form("EC in PKCS#8", ec.certificate(), ec.key()),
                new Form(
                        "EC in SEC 1",
                        ec.certificate(),
                        openSsl.converted("ec1.key", "ec", "-in", ec.key().toString())),
                new Form("EC in SEC 1 after parameters", ec.certificate(), withParameters),
                new Form("Ed25519 in PKCS#8", ed25519.certificate(), ed25519.key()),
                new Form("one file for both", combined, combined));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormOfAKeyIsRead(Form form) throws IOException {
        TlsKeyPair pair = new TlsFiles(form.certificate, form.key).read();
        assertThat(pair.chain()).hasSize(1);
        assertThat(pair.toString()).doesNotContain("PRIVATE");
    }

    static Stream<Form> refused() throws IOException {
        String in = rsa.key().toString();
        Path open = openSsl.converted("open.key", "pkey", "-in", in);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path cut = openSsl.converted("cut.key", "pkey", "-in", in);
        Files.writeString(cut, Files.readString(cut).substring(0, 500));
        Path garbage = openSsl.converted("garbage.key", "pkey", "-in", in);
        Files.writeString(garbage, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path large = openSsl.converted("large.key", "pkey", "-in", in);
        Files.writeString(large, " ".repeat(300_000));
        return Stream.of(
                new Form("is missing", rsa.certificate(), folder.resolve("none.key")),
                new Form("is missing", folder.resolve("none.crt"), rsa.key()),
                new Form("has no certificate in PEM", rsa.key(), rsa.key()),
                new Form(
                        "has no private key in PEM",
                        rsa.certificate(),
                        openSsl.converted(
                                "only.crt", "x509", "-in", rsa.certificate().toString())),
                new Form("cannot be read, or is no RSA key", rsa.certificate(), ec.key()),
                new Form(
                        "the private key does not belong to the first certificate",
                        rsa.certificate(),
                        openSsl.converted("other.key", "genpkey", "-algorithm", "RSA")),
                new Form(
                        "is encrypted, and the server has no passphrase",
                        rsa.certificate(),
                        openSsl.converted("encrypted8.key", "pkcs8", "-topk8", "-in", in, "-passout", "pass:secret")),
                new Form(
                        "is encrypted, and the server has no passphrase",
                        rsa.certificate(),
                        openSsl.converted(
                                "encrypted1.key",
                                "rsa",
                                "-traditional",
                                "-aes128",
                                "-in",
                                in,
                                "-passout",
                                "pass:secret")),
                new Form("chmod 600", rsa.certificate(), open),
                new Form("ends within a block of PEM", rsa.certificate(), cut),
                new Form("cannot be read, or is no RSA key", rsa.certificate(), garbage),
                new Form("has more than", rsa.certificate(), large));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoPairIsRefusedWithItsReason(Form form) throws IOException {
        assertThatThrownBy(() -> new TlsFiles(form.certificate, form.key).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(form.name);
    }

    @Test
    void aChainIsReadInItsOrder() throws IOException {
        Path request =
                openSsl.converted("leaf.csr", "req", "-new", "-key", ec.key().toString(), "-subj", "/CN=leaf");
        Path leaf = openSsl.converted(
                "leaf.crt",
                "x509",
                "-req",
                "-days",
                "3",
                "-in",
                request.toString(),
                "-CA",
                rsa.certificate().toString(),
                "-CAkey",
                rsa.key().toString(),
                "-set_serial",
                "7");
        Path chain = Files.writeString(
                folder.resolve("chain.crt"),
                Files.readString(leaf) + "a comment\n" + Files.readString(rsa.certificate()));
        TlsKeyPair pair = new TlsFiles(chain, ec.key()).read();
        assertThat(pair.chain())
                .extracting(one -> one.getSubjectX500Principal().getName())
                .containsExactly("CN=leaf", "CN=rsa");
    }

    @Test
    void aChangedPairIsReadOnceItIsWhole() throws IOException {
        Path certificate = Files.copy(ec.certificate(), folder.resolve("live.crt"));
        Path key = Files.copy(ec.key(), folder.resolve("live.key"));
        TlsFiles files = new TlsFiles(certificate, key);
        files.read();
        assertThat(files.changed()).isEmpty();
        Files.copy(rsa.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        assertThat(files.changed()).as("half of the new pair").isEmpty();
        Files.delete(key);
        assertThat(files.changed()).as("a missing key").isEmpty();
        Files.copy(rsa.key(), key);
        assertThat(files.changed()).hasValueSatisfying(pair -> assertThat(
                        pair.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=rsa"));
        assertThat(files.changed()).isEmpty();
    }
}
