// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * Where a statement stands in its document.
 *
 * <p>AWS: the policy simulator says that a statement begins where the reader stood when it turned to it: the first of a
 * list behind the bracket, the next ones behind the brace of the one before, one that stands alone behind its own
 * opening brace (seen in the answers that the manual of the command line and bug reports show, for lists of one
 * statement; for the next ones this follows).
 *
 * @param startLine 1-based line of the opening brace
 * @param startColumn 1-based column of the opening brace
 * @param endLine 1-based line of the closing brace
 * @param endColumn 1-based column just behind the closing brace
 * @param toldLine 1-based line where the simulator says that it begins
 * @param toldColumn 1-based column where the simulator says that it begins
 */
public record SourceSpan(int startLine, int startColumn, int endLine, int endColumn, int toldLine, int toldColumn) {}
