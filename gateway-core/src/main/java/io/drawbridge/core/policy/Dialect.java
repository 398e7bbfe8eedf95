// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;

/** The error texts for a document: AWS has one parser for identity policies and others for resource policies. */
enum Dialect {
    IDENTITY,
    TRUST,
    BUCKET,
    /** A document that was accepted before. Its operators are not validated again. */
    STORED,
    /** Plain explanations for people who search for their mistake. */
    EXPLAINED;

    static Dialect of(PolicyGrammar kind) {
        return switch (kind.family()) {
            case IDENTITY, ORGANIZATION -> IDENTITY;
            case TRUST -> TRUST;
            case BUCKET -> BUCKET;
        };
    }

    /** Returns the exception for the problem; the detail is the offending text. */
    RuntimeException refusal(Problem problem, String detail) {
        return switch (this) {
            case IDENTITY -> malformed("Syntax errors in policy.");
            case TRUST -> malformed(trust(problem, detail));
            case BUCKET -> bucket(bucket(problem, detail));
            case EXPLAINED -> new PolicyLint.StructureFault(problem, detail);
            case STORED -> new IllegalStateException("stored policy: " + problem + " (expected: a valid policy)");
        };
    }

    static AwsException malformed(String message) {
        return new AwsException(CommonError.MALFORMED_POLICY_DOCUMENT, message);
    }

    static AwsException bucket(String message) {
        return new AwsException(PolicyError.MALFORMED_POLICY, message);
    }

    private static String trust(Problem problem, String detail) {
        return switch (problem) {
            case NOT_JSON -> "This policy contains invalid Json";
            case WRONG_VERSION -> "The policy must contain a valid version string";
            case MISSING_STATEMENT, EMPTY_STATEMENT -> "Could not parse the policy: Statement is empty!";
            case MISSING_EFFECT -> "Missing required field Effect";
            case WRONG_EFFECT -> "Invalid effect: " + detail;
            case EMPTY_PRINCIPAL -> "Missing required field Principal cannot be empty!";
            case UNKNOWN_PRINCIPAL_TYPE -> "Invalid principal in policy: " + detail;
            case UNKNOWN_MEMBER -> "Unknown field " + detail;
            case WRONG_VALUE, OPPOSITE_ELEMENTS, UNKNOWN_OPERATOR -> "Syntax error in policy.";
        };
    }

    private static String bucket(Problem problem, String detail) {
        return switch (problem) {
            case NOT_JSON -> "This policy contains invalid Json";
            case WRONG_VERSION -> "The policy must contain a valid version string";
            case MISSING_STATEMENT -> "Missing required field Statement";
            case EMPTY_STATEMENT -> "Could not parse the policy: Statement is empty!";
            case MISSING_EFFECT -> "Missing required field Effect";
            case WRONG_EFFECT -> "Invalid effect: " + detail;
            case EMPTY_PRINCIPAL -> "Missing required field Principal cannot be empty!";
            case UNKNOWN_PRINCIPAL_TYPE -> "Invalid principal in policy";
            case UNKNOWN_MEMBER -> "Unknown field " + detail;
            case UNKNOWN_OPERATOR -> "Invalid Condition type : " + detail;
            case WRONG_VALUE, OPPOSITE_ELEMENTS -> "Invalid policy syntax.";
        };
    }
}
