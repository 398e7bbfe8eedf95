// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/** The problems in the structure of a document. Each family of kinds has its own error texts for them. */
enum Problem {
    NOT_JSON,
    UNKNOWN_MEMBER,
    WRONG_VALUE,
    WRONG_VERSION,
    MISSING_STATEMENT,
    EMPTY_STATEMENT,
    MISSING_EFFECT,
    WRONG_EFFECT,
    OPPOSITE_ELEMENTS,
    EMPTY_PRINCIPAL,
    UNKNOWN_PRINCIPAL_TYPE,
    UNKNOWN_OPERATOR
}
