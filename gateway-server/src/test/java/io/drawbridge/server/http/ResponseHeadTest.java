// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseHeadTest {
    private static String text(ResponseHead head) {
        ByteBuf buffer = Unpooled.buffer();
        head.copyTo(buffer);
        assertThat(buffer.readableBytes()).isEqualTo(head.length());
        return buffer.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aStatusLineAndFieldsThatGrowBeyondTheFirstArray() {
        ResponseHead head = new ResponseHead(206);
        String longValue = "v".repeat(5_000);
        head.field("x-amz-meta-!#$%&'*+.^_`|~09azAZ", longValue);
        head.field("Empty", "");
        head.field("Tab", "a\tb \u00e9 \u20ac");
        head.end();
        assertThat(text(head))
                .isEqualTo("HTTP/1.1 206 Partial Content\r\nx-amz-meta-!#$%&'*+.^_`|~09azAZ: " + longValue
                        + "\r\nEmpty: \r\nTab: a\tb \u00e9 ?\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\u0000", "a\u007f", "\u001b"})
    void aValueThatWouldBeMoreThanAValueIsRefused(String value) {
        ResponseHead head = new ResponseHead(200);
        assertThatThrownBy(() -> head.field("Content-Type", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "\u00e9", "\u0161", "(", "a\u0000", "{", "\u007f"})
    void aNameThatIsNoTokenIsRefused(String name) {
        ResponseHead head = new ResponseHead(200);
        assertThatThrownBy(() -> head.field(name, "v")).isInstanceOf(IllegalArgumentException.class);
    }
}
