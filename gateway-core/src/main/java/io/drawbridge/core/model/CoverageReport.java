// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Renders which operations of a service's model are implemented, as the Markdown of {@code docs/coverage.md}. */
public final class CoverageReport {
    private CoverageReport() {}

    /**
     * Renders one section.
     *
     * @param title such as {@code IAM}
     * @param operations all operations of the model, in the order of the report
     * @param done the operations that the server implements
     * @param reasons why other operations are not implemented, by operation name; may be incomplete
     */
    public static String render(
            String title,
            List<? extends OperationName> operations,
            Set<? extends OperationName> done,
            Map<String, String> reasons) {
        long count = operations.stream().filter(done::contains).count();
        StringBuilder out = new StringBuilder(4096);
        out.append("## ").append(title).append("\n\n");
        out.append(count).append(" of ").append(operations.size()).append(" operations are done.\n\n");
        out.append("| operation | done | note |\n|---|---|---|\n");
        for (OperationName operation : operations) {
            String name = operation.operationName();
            boolean isDone = done.contains(operation);
            out.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(isDone ? "yes" : "no")
                    .append(" | ");
            out.append(isDone ? "" : reasons.getOrDefault(name, "answers 501 NotImplemented"));
            out.append(" |\n");
        }
        return out.toString();
    }
}
