// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.0.0.0, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "192.0.2.1/32, 192.0.2.1, true",
        "192.0.2.1/32, 192.0.2.0, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/64, 2001:db8:0:0:1::, true",
        "2001:db8::/64, 2001:db8:0:1::, false",
        "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
        "2001:db8::/65, 2001:db8::8000:0:0:0, false",
        "2001:db8::1/128, 2001:DB8:0:0:0:0:0:1, true",
        "2001:db8::1, 2001:db8::1:1, false",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8, true",
        "1::8, 1:0:0:0:0:0:0:8, true",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0, true",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8, true",
        "::192.0.2.1, ::c000:201, true",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221, true",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201, true",
        "::ffff:192.0.2.0/120, 192.0.2.255, true",
        "::ffff:192.0.2.0/120, 192.0.3.0, false",
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
        "::ffff:0:0/96, 8.8.8.8, true",
        "::ffff:0:0/95, 8.8.8.8, false"
    })
    void aRangeContainsItsAddressesOnly(String range, String address, boolean inside) {
        IpRange single = Objects.requireNonNull(IpRange.parse(address));
        assertThat(Objects.requireNonNull(IpRange.parse(range)).contains(single))
                .isEqualTo(inside);
        assertThat(single.single()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/0008",
                "10.0.0.0/8/8",
                "10.0.0",
                "10.0.0.",
                "10.0.0.256",
                "10.0.0.0.0",
                "10.0.0.0001",
                "10.0.0.a",
                "10.0..0",
                " 10.0.0.1",
                "::/129",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "1::2::3",
                "1:2:3:4:5:6:7::8",
                "1::2:3:4:5:6:7:8",
                ":::",
                "12345::",
                "g::",
                "::\u0664",
                "1:2:3:4:5:6:7:192.0.2.1",
                "192.0.2.1::",
                "::192.0.2.1:1",
                "::192.0.2",
                "fe80::1%eth0"
            })
    void invalidAddressesAreNotParsed(String text) {
        assertThat(IpRange.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/32, true",
        "10.0.0.0/31, false",
        "::1/128, true",
        "::1/127, false",
        "::ffff:1.2.3.4/127, false"
    })
    void aRangeOfOneAddressIsSingle(String text, boolean single) {
        assertThat(Objects.requireNonNull(IpRange.parse(text)).single()).isEqualTo(single);
    }
}
