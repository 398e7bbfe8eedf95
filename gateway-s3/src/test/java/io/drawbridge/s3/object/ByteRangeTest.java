// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2 over an object of ten bytes. */
class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1, bytes 0-0/10",
        "bytes=0-9, 0, 10, bytes 0-9/10",
        "bytes=0-99, 0, 10, bytes 0-9/10",
        "bytes=4-, 4, 6, bytes 4-9/10",
        "bytes=-3, 7, 3, bytes 7-9/10",
        "bytes=-30, 0, 10, bytes 0-9/10",
        "bytes=9-99999999999999999999, 9, 1, bytes 9-9/10"
    })
    void aSingleRangeIsCutToTheObject(String header, long offset, long length, String shown) {
        ByteRange range = ByteRange.parse(header, 10);
        assertThat(range).isEqualTo(new ByteRange(offset, length));
        assertThat(new ByteRange(offset, length).contentRange(10)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-4", "bytes=a-b", "bytes=", "bytes=-", "bytes=1-2,4-5", "items=1-2", "1-2"})
    void aHeaderWithoutASingleRangeIsIgnored(String header) {
        assertThat(ByteRange.parse(header, 10)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
    void aRangeWithoutAnyByteOfTheObjectIsRefused(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 10)).isInstanceOfSatisfying(AwsException.class, error -> {
            assertThat(error.code().status()).isEqualTo(416);
            assertThat(error.details()).containsEntry("RangeRequested", header).containsEntry("ActualObjectSize", "10");
        });
    }
}
