// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A decision looks each key up once, and returns correct values when there are more keys than it caches. */
class ConditionValueCacheTest {
    private final List<String> lookedUpKeys = new ArrayList<>();
    private final ConditionValueCache values = new ConditionValueCache(key -> {
        lookedUpKeys.add(key);
        return key.startsWith("absent") ? null : List.of("of " + key);
    });

    @Test
    void looksUpAKeyOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(values.get("a")).containsExactly("of a");
            assertThat(values.values("a")).extracting(RequestValue::text).containsExactly("of a");
            assertThat(values.get("absent")).isNull();
            assertThat(values.values("absent")).isEmpty();
        }
        assertThat(lookedUpKeys).containsExactly("a", "absent");
    }

    @Test
    void returnsValuesForAnyNumberOfKeys() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                assertThat(values.get("k" + i)).containsExactly("of k" + i);
                assertThat(values.values("absent" + i)).isEmpty();
            }
        }
        assertThat(lookedUpKeys.subList(0, 3)).containsExactly("k0", "absent0", "k1");
    }

    @Test
    void parsesComparedValuesOnce() {
        RequestValue value = new ConditionValueCache(ConditionValues.of("k", "2026-01-02T03:04:05Z")).values("k")[0];
        assertThat(value.instant()).isNotNull().isSameAs(value.instant());
        assertThat(value.address()).isNull();
        assertThat(value.arn()).isNull();
        RequestValue address = new RequestValue("192.0.2.1");
        assertThat(address.address()).isNotNull().isSameAs(address.address());
        assertThat(new RequestValue("192.0.2.0/24").address()).as("a range").isNull();
        RequestValue arn = new RequestValue("arn:aws:iam::111111111111:role/r");
        assertThat(arn.arn()).isNotNull().isSameAs(arn.arn());
    }

    @Test
    void anInstantIsComparedDirectlyAndHasAText() {
        Instant instant = Instant.parse("2026-01-02T03:04:05.678Z");
        ConditionValueCache values = new ConditionValueCache(key -> new InstantValue(instant));
        assertThat(values.get("k")).containsExactly("2026-01-02T03:04:05Z").hasSize(1);
        RequestValue value = values.values("k")[0];
        assertThat(value.instant()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(value.text()).isEqualTo("2026-01-02T03:04:05Z").isSameAs(value.text());
        assertThatThrownBy(() -> new InstantValue(instant).get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
