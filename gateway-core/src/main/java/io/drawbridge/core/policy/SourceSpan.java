// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * The position of a statement in its document.
 *
 * <p>AWS: the policy simulator reports as the begin of a statement the position at which its parser was before it read
 * the statement: for the first statement of a list the position after the bracket, for each further statement the
 * position after the brace of the one before, and for a single statement without a list the position after its own
 * opening brace (seen in the answers that the manual of the command line and bug reports show, for lists of one
 * statement; inferred for further statements).
 *
 * @param startLine 1-based line of the opening brace
 * @param startColumn 1-based column of the opening brace
 * @param endLine 1-based line of the closing brace
 * @param endColumn 1-based column just after the closing brace
 * @param reportedLine 1-based line that the simulator reports as the begin
 * @param reportedColumn 1-based column that the simulator reports as the begin
 */
public record SourceSpan(
        int startLine, int startColumn, int endLine, int endColumn, int reportedLine, int reportedColumn) {}
