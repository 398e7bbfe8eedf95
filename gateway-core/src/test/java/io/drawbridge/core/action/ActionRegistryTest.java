// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which family serves an operation. */
final class ActionRegistryTest {
    /** A family that never makes an action: to be built, a registry needs none. */
    private record Family(Set<PipelineBed.Name> operations) implements ActionFamily<PipelineBed.Name> {
        @Override
        public ApiAction<?, ?> create(PipelineBed.Name name) {
            throw ActionFamily.notServed(name);
        }
    }

    private static Family family(PipelineBed.Name... names) {
        return new Family(EnumSet.copyOf(List.of(names)));
    }

    @Test
    void twoActionsForOneOperationAreRefusedWhenTheRegistryIsBuilt() {
        List<ActionFamily<PipelineBed.Name>> families =
                List.of(family(PipelineBed.Name.ECHO), family(PipelineBed.Name.BROKEN, PipelineBed.Name.ECHO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionRegistry<>(PipelineBed.Name.class, families))
                .withMessage("two actions serve Echo");
    }

    @Test
    void whatNoFamilyServesIsNotDone() {
        ActionRegistry<PipelineBed.Name> registry =
                new ActionRegistry<>(PipelineBed.Name.class, List.of(family(PipelineBed.Name.ECHO)));
        assertThat(registry.done()).containsExactly(PipelineBed.Name.ECHO);
        assertThat(registry.action(PipelineBed.Name.MISSING)).isEmpty();
        assertThat(registry.operation("Missing")).hasValue(PipelineBed.Name.MISSING);
        assertThat(registry.operation("missing")).isEmpty();
    }
}
