// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import java.io.PrintWriter;
import java.util.List;

/**
 * A decision in the form in which it is printed.
 *
 * @param verdict {@code allowed}, {@code explicitDeny} or {@code implicitDeny}
 * @param reasons the reasons, each on a line
 * @param parts the result of each kind of policy
 * @param statements the statements that matched
 * @param missingKeys condition keys that policies use and the request lacks
 */
record SimulatedDecision(
        String action,
        String resource,
        String verdict,
        List<String> reasons,
        List<String> parts,
        List<String> statements,
        List<String> missingKeys) {
    /** The verdict of an allowed request. */
    static final String ALLOWED = "allowed";

    boolean allowed() {
        return verdict.equals(ALLOWED);
    }

    /** Prints the decision as a small tree. */
    void print(PrintWriter out) {
        out.println(verdict + "  " + action + "  on  " + resource);
        List<Branch> branches = List.of(
                        new Branch("why", reasons),
                        new Branch("policies", parts),
                        new Branch("statements", statements),
                        new Branch("missing context keys", missingKeys))
                .stream()
                .filter(branch -> !branch.leaves.isEmpty())
                .toList();
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            Branch branch = branches.get(i);
            out.println((last ? "`-- " : "|-- ") + branch.name);
            for (int leaf = 0; leaf < branch.leaves.size(); leaf++) {
                boolean lastLeaf = leaf == branch.leaves.size() - 1;
                out.println((last ? "    " : "|   ") + (lastLeaf ? "`-- " : "|-- ") + branch.leaves.get(leaf));
            }
        }
    }

    private record Branch(String name, List<String> leaves) {}
}
