// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every complaint names the field. */
final class BootstrapFileTest {
    @TempDir
    Path folder;

    private Bootstrap read(String text) throws IOException, BootstrapException {
        Path file = folder.resolve("bootstrap.json");
        Files.writeString(file, text);
        return BootstrapFile.read(file);
    }

    @Test
    void aWholeFileIsRead() throws Exception {
        Bootstrap bootstrap = read("""
                {"accounts":[{"id":"123456789012","name":"production","email":"prod@example.com","alias":"production",
                "rootAccessKeys":[{"accessKeyId":"AKIAPRODUCTIONROOT01","secretAccessKey":"0123456789abcdef"}]},
                {"id":"210987654321","name":"development"}],"foreignAccounts":["333333333333"]}""");
        assertThat(bootstrap.foreignAccounts()).extracting(Object::toString).containsExactly("333333333333");
        assertThat(bootstrap.accounts()).hasSize(2);
        assertThat(bootstrap.accounts().get(0).alias()).isEqualTo("production");
        assertThat(bootstrap
                        .accounts()
                        .get(0)
                        .rootAccessKeys()
                        .get(0)
                        .secretAccessKey()
                        .reveal())
                .isEqualTo("0123456789abcdef");
        assertThat(bootstrap.accounts().get(1).rootAccessKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | $: expected an object",
                "{} | accounts: 0 entries (expected: 1 to 10000)",
                "{\"accounts\":{}} | accounts: expected a list",
                "{\"accounts\":[1]} | accounts[0]: expected an object",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\"}],\"foreignAccounts\":7} | foreignAccounts: expected a list",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\"}],\"foreignAccounts\":[\"1\"]} | foreignAccounts[0]: \"1\" (expected",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\"}],\"foreignAccounts\":[\"123456789012\"]} | foreignAccounts: \"123456789012\" stands",
                "{\"accounts\":[{\"name\":\"a\"}]} | accounts[0].id: missing (expected: 12 digits)",
                "{\"accounts\":[{\"id\":\"12\",\"name\":\"a\"}]} | accounts[0].id: \"12\" (expected: 12 digits)",
                "{\"accounts\":[{\"id\":123456789012,\"name\":\"a\"}]} | accounts[0].id: 123456789012 (expected",
                "{\"accounts\":[{\"id\":\"123456789012\"}]} | accounts[0].name: missing",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\",\"alias\":\"A\"}]} | accounts[0].alias: \"A\"",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\",\"emial\":\"x\"}]} | accounts[0].emial: unknown field",
                "{\"account\":[]} | accounts: 0 entries",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\"},{\"id\":\"123456789012\",\"name\":\"b\"}]} | accounts[1].id: \"123456789012\" stands in the file twice",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\",\"rootAccessKeys\":[{\"accessKeyId\":\"short\"}]}]} | accounts[0].rootAccessKeys[0].accessKeyId: \"short\" (expected",
                "{\"accounts\":[{\"id\":\"123456789012\",\"name\":\"a\",\"rootAccessKeys\":[{\"accessKeyId\":\"AKIAPRODUCTIONROOT01\",\"secretAccessKey\":\"tiny\"}]}]} | accounts[0].rootAccessKeys[0].secretAccessKey: missing or malformed",
                "{\"accounts\":[],\"accounts\":[]} | is not JSON: Duplicate",
                "{ | is not JSON",
            })
    void aComplaintNamesTheField(String text, String complaint) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContaining(complaint);
    }
}
