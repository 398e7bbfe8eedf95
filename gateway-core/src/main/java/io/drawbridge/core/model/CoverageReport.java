// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes which operations of a service's model are done, as the Markdown of {@code docs/coverage.md}. */
public final class CoverageReport {
    private static final String FIXED = "answers that nothing is configured; setting it answers 501 NotImplemented";

    private CoverageReport() {}

    /**
     * One section.
     *
     * @param title such as {@code IAM}
     * @param operations all that the model knows, in the order of the report
     * @param done those that the server serves
     * @param fixed those of them that answer only what AWS answers where nothing is configured
     * @param reasons why others are not done, by operation name; may lack some
     */
    public static String render(
            String title,
            List<? extends OperationName> operations,
            Set<? extends OperationName> done,
            Set<? extends OperationName> fixed,
            Map<String, String> reasons) {
        long count = operations.stream()
                .filter(done::contains)
                .filter(name -> !fixed.contains(name))
                .count();
        StringBuilder out = new StringBuilder(4096);
        out.append("## ").append(title).append("\n\n");
        out.append(count).append(" of ").append(operations.size()).append(" operations are done");
        if (!fixed.isEmpty()) {
            out.append("; ").append(fixed.size()).append(" more have a fixed answer");
        }
        out.append(".\n\n");
        out.append("| operation | done | note |\n|---|---|---|\n");
        for (OperationName operation : operations) {
            String name = operation.operationName();
            String state = "no";
            String note = reasons.getOrDefault(name, "answers 501 NotImplemented");
            if (fixed.contains(operation)) {
                state = "fixed answer";
                note = FIXED;
            } else if (done.contains(operation)) {
                state = "yes";
                note = "";
            }
            out.append("| ").append(name).append(" | ").append(state).append(" | ");
            out.append(note).append(" |\n");
        }
        return out.toString();
    }
}
