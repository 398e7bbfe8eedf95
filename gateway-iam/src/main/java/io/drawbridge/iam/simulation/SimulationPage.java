// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of a simulation; only the cases of the page are decided. */
final class SimulationPage {
    private SimulationPage() {}

    /** @throws io.drawbridge.core.error.AwsException ValidationError for a marker of another simulation */
    static PageRequest of(
            IamState state,
            String operation,
            RequestContext context,
            @Nullable String marker,
            @Nullable Integer maxItems,
            SimulationInput input,
            String source) {
        return PageRequest.of(
                state.pager(),
                operation,
                context,
                marker,
                maxItems,
                source,
                String.join("\n", input.actionNames()),
                String.join("\n", input.resourceArns()));
    }

    static PageRequest.Page<EvaluationResult> run(PageRequest page, Simulation simulation) {
        List<Integer> places = new ArrayList<>(simulation.cases());
        for (int i = 0; i < simulation.cases(); i++) {
            places.add(i);
        }
        return page.cutInOrder(places).map(simulation::result);
    }
}
