// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes which operations of a service's model are done, as the Markdown of {@code docs/coverage.md}. */
public final class CoverageReport {
    private CoverageReport() {}

    /**
     * One section.
     *
     * @param title such as {@code IAM}
     * @param operations all that the model knows, in the order of the report
     * @param done those that the server does
     * @param reasons why others are not done, by operation name; may lack some
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
