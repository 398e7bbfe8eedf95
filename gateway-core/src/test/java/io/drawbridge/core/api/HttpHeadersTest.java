// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpHeadersTest {
    @Test
    void namesCompareWithoutRegardToCase() {
        HttpHeaders headers = new HttpHeaders().add("X-Amz-Date", "1").add("x-amz-date", "2");
        assertThat(headers.first("x-AMZ-date")).contains("1");
        assertThat(headers.all("X-AMZ-DATE")).containsExactly("1", "2");
        assertThat(headers.contains("x-amz-date")).isTrue();
    }

    @Test
    void anAbsentNameIsAbsentWhateverItsLength() {
        HttpHeaders headers = new HttpHeaders().add("a".repeat(70), "1");
        assertThat(headers.contains("b".repeat(70))).isFalse();
        assertThat(headers.contains("a".repeat(6))).isFalse();
        assertThat(headers.contains("a".repeat(70))).isTrue();
        assertThat(headers.first("")).isEmpty();
        assertThat(headers.all("host")).isEmpty();
    }
}
