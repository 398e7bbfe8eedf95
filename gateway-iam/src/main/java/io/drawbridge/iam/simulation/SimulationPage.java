// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.EvaluationResult;
import io.drawbridge.iam.model.ResourceSpecificResult;
import org.jspecify.annotations.Nullable;

/** The pages of a simulation; only the cases of the page are decided. */
final class SimulationPage {

    private SimulationPage() {}

    /** @throws io.drawbridge.core.error.AwsException ValidationError for a marker of another simulation */
    static PageRequest of(
            Pager pager,
            String operation,
            RequestContext context,
            @Nullable String marker,
            @Nullable Integer maxItems,
            SimulationInput input,
            String source) {
        return PageRequest.of(
                pager,
                operation,
                context,
                marker,
                maxItems,
                source,
                String.join("\n", input.actionNames()),
                String.join("\n", input.resourceArns()));
    }

    /** A page ends early when it would list or cost too much; its marker continues after the last decided case. */
    static PageRequest.Page<EvaluationResult> run(PageRequest page, Simulation simulation) {
        int[] listed = {0};
        long[] left = {IamLimits.SIMULATION_PAGE_COST - simulation.costOfCase()};
        return page.cutNumbered(simulation.cases(), simulation::result, result -> {
            listed[0] += listed(result);
            left[0] -= simulation.costOfCase();
            return listed[0] >= IamLimits.SIMULATION_PAGE_LISTED || left[0] < 0;
        });
    }

    private static int listed(EvaluationResult result) {
        int missing = result.missingContextValues().size();
        for (ResourceSpecificResult specific : result.resourceSpecificResults()) {
            missing += specific.missingContextValues().size();
        }
        return result.matchedStatements().size() + missing;
    }
}
