// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of keys and the bounds of ranges follow the tuples from which they are built. */
final class KeyOrderTest {
    private static final KeySpace SPACE = new KeySpace(7, "test rows");

    @Test
    void keysKeepTheOrderOfTheirTuples() {
        List<Key> ordered = List.of(
                key("", 0),
                key("", 1),
                key("\u0000", 0),
                key("\u0000a", 0),
                key("a", 0),
                key("a", 255),
                key("a", 256),
                key("a\u0000", 0),
                key("aa", 0),
                key("\u00e9", 0),
                key("\uffff", 0),
                key("\ud83d\ude00", 0));
        assertThat(ordered).isSorted();
        for (Key key : ordered) {
            KeyReader reader = SPACE.read(key);
            assertThat(key(reader.text(), reader.number())).isEqualTo(key);
        }
    }

    @Test
    void aRangeUnderATupleContainsItsKeysAndNoOthers() {
        KeyRange range = SPACE.key().text("b").range();
        assertThat(within(range, key("a", 9))).isFalse();
        assertThat(within(range, key("b", 0))).isTrue();
        assertThat(within(range, key("b", Long.MAX_VALUE))).isTrue();
        assertThat(within(range, key("b\u0000", 0))).isFalse();
        assertThat(within(range, key("ba", 0))).isFalse();
        assertThat(within(SPACE.key().textPrefix("b").range(), key("ba", 0))).isTrue();
    }

    private static boolean within(KeyRange range, Key key) {
        return key.compareTo(range.from()) >= 0 && key.compareTo(range.to()) < 0;
    }

    private static Key key(String text, long number) {
        return SPACE.key().text(text).number(number).key();
    }
}
