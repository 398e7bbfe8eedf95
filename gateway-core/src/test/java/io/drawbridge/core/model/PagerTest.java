// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.core.error.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagerTest {
    private static final Pager.Scope SCOPE = new Pager.Scope("iam:ListUsers", "111122223333", List.of("/a/"));
    private final Pager pager = new Pager(new byte[32]);

    @Test
    void markerContainsTheLastKey() {
        byte[] key = "zo\u00e9".getBytes(StandardCharsets.UTF_8);
        assertThat(pager.decode(SCOPE, pager.encode(SCOPE, key))).isEqualTo(key);
        assertThat(pager.encode(SCOPE, new byte[Pager.LAST_KEY_MAX])).hasSizeLessThanOrEqualTo(320);
    }

    @Test
    void markerIsRefusedInAnotherScope() {
        String marker = pager.encode(SCOPE, new byte[] {1});
        refused(new Pager.Scope("iam:ListRoles", "111122223333", List.of("/a/")), marker);
        refused(new Pager.Scope("iam:ListUsers", "444455556666", List.of("/a/")), marker);
        refused(new Pager.Scope("iam:ListUsers", "111122223333", List.of("/b/")), marker);
        refused(new Pager.Scope("iam:ListUsers", "111122223333/", List.of("a/")), marker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "!!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void forgedMarkerIsRefused(String marker) {
        refused(SCOPE, marker);
        refused(SCOPE, "A".repeat(400));
    }

    @Test
    void changedMarkerIsRefused() {
        String marker = pager.encode(SCOPE, new byte[] {1, 2, 3});
        for (int i = 0; i < marker.length() - 1; i++) {
            char other = marker.charAt(i) == 'A' ? 'B' : 'A';
            refused(SCOPE, marker.substring(0, i) + other + marker.substring(i + 1));
        }
    }

    private void refused(Pager.Scope scope, String marker) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> pager.decode(scope, marker))
                .satisfies(e -> assertThat(e.code().code()).isEqualTo("ValidationError"));
    }
}
