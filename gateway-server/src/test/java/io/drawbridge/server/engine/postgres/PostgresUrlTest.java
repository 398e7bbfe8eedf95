// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as libpq has them. */
final class PostgresUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://h/d | jdbc:postgresql://h/d",
                "postgres://me@h:1/d | jdbc:postgresql://h:1/d",
                "postgresql://h/d? | jdbc:postgresql://h/d",
                "postgresql://[::1]:1/d?sslmode=disable | jdbc:postgresql://[::1]:1/d?sslmode=disable",
                "postgresql://h/d?target_session_attrs=any | jdbc:postgresql://h/d?targetServerType=any",
                "postgresql://h/d?target_session_attrs=read-write | jdbc:postgresql://h/d?targetServerType=primary",
                "postgresql://h1,h2/d | jdbc:postgresql://h1,h2/d?targetServerType=primary",
                "postgresql://h1:1,[::1],h3:3/d | jdbc:postgresql://h1:1,[::1],h3:3/d?targetServerType=primary",
                "postgresql://h1,h2/d?target_session_attrs=primary | jdbc:postgresql://h1,h2/d?targetServerType=primary",
                "postgresql://h1,h2/d?targetServerType=master&sslmode=require"
                        + " | jdbc:postgresql://h1,h2/d?sslmode=require&targetServerType=primary",
            })
    void anAddressIsGivenToTheDriver(String url, String expected) throws IOException {
        assertThat(PostgresUrl.parse(url).jdbcUrl()).isEqualTo(expected);
    }

    @Test
    void userPasswordAndOptionsAreThoseOfAllHosts() throws IOException {
        PostgresUrl url =
                PostgresUrl.parse("postgresql://m%40e:hun%2Cter,2@h1:1,h2:2/d?options=-c%20a%3D1&options=-c%20b%3D2");
        assertThat(url.hosts()).isEqualTo(2);
        assertThat(url.user()).isEqualTo(Optional.of("m@e"));
        assertThat(url.password()).isEqualTo(Optional.of("hun,ter,2"));
        assertThat(url.options()).isEqualTo("-c a=1 -c b=2");
        assertThat(url).hasToString("postgresql://h1:1,h2:2/d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | not one of PostgreSQL",
                "h1/d | not one of PostgreSQL",
                "postgresql://me:hunter2@h1,,h2/d | not one of PostgreSQL",
                "postgresql://me:hunter2@h1,h2:x/d | not one of PostgreSQL",
                "postgresql://me:hunter2@h1,h2 | not one of PostgreSQL",
                "postgresql://me:hunter2@/d | not one of PostgreSQL",
                "postgresql://me:hunter2@h1,a@h2/d | not one of PostgreSQL",
                "postgresql:hunter2 | not one of PostgreSQL",
                "hunter2 | not one of PostgreSQL",
                "/ | not one of PostgreSQL",
                "postgresql://me@h1,h2/d?password=hunter2 | the password of the database stands in the query",
                "postgresql://me:hunter2@h1,h2/d?target_session_attrs=any | target_session_attrs=any (expected: primary",
                "postgresql://me:hunter2@h/d?target_session_attrs=standby | (expected: primary or read-write",
                "postgresql://me:hunter2@h/d?targetServerType=preferSecondary | (expected: primary or read-write",
                "postgresql://me:hunter2@h/d?sslmod=verify-full | the setting sslmod, which",
                "postgresql://me:hunter2@h/d?PGHOST=other | the setting PGHOST, which",
                "postgresql://me:hunter2@h/d?host=other | the setting host, which",
            })
    void whatIsNotUnderstoodIsRefusedWithoutShowingThePassword(String url, String reason) {
        assertThatThrownBy(() -> PostgresUrl.parse(url))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("hunter2");
    }
}
