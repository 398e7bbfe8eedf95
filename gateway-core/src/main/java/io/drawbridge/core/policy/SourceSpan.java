// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * Where a statement stands in its document, as the policy simulator reports it.
 *
 * @param startLine 1-based line of the opening brace
 * @param startColumn 1-based column of the opening brace
 * @param endLine 1-based line of the closing brace
 * @param endColumn 1-based column just behind the closing brace
 */
public record SourceSpan(int startLine, int startColumn, int endLine, int endColumn) {}
