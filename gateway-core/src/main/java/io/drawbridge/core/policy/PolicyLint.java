// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import io.drawbridge.core.error.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports where and why a document would be refused, with the same parser that refuses it. Slow; for interactive use.
 */
public final class PolicyLint {
    private PolicyLint() {}

    /**
     * A problem in a document.
     *
     * @param line 1-based line of the statement, or of the character that is not valid JSON
     * @param column 1-based column
     * @param code AWS's code, such as {@code MalformedPolicyDocument}
     * @param message the error text of AWS
     * @param hint what the text of AWS omits; null when it is complete
     */
    public record Finding(
            int line,
            int column,
            String code,
            String message,
            @Nullable String hint) {}

    /** A validation of a document. */
    @FunctionalInterface
    private interface Check {
        void run(String text);
    }

    /** Checks a document; returns empty when it is valid. */
    public static Optional<Finding> check(String text, PolicyGrammar kind) {
        return check(text, kind, document -> PolicyParser.parse(document, kind));
    }

    /**
     * Checks a bucket policy; returns empty when it is valid.
     *
     * @param bucket the bucket of the policy
     */
    public static Optional<Finding> checkBucketPolicy(String text, String bucket) {
        return check(text, PolicyGrammar.BUCKET, document -> PolicyParser.parseBucketPolicy(document, bucket));
    }

    private static Optional<Finding> check(String text, PolicyGrammar kind, Check check) {
        Optional<AwsException> refusal = refusal(text, check);
        if (refusal.isEmpty()) {
            return Optional.empty();
        }
        AwsException error = refusal.get();
        Json json;
        try {
            json = Json.parse(text);
        } catch (Json.Malformed malformed) {
            Json.Fault fault = Json.fault(text);
            return Optional.of(
                    new Finding(fault.line(), fault.column(), error.code().code(), error.text(), fault.reason()));
        }
        SourceSpan span = offender(text, json, check);
        return Optional.of(new Finding(
                span == null ? 1 : span.startLine(),
                span == null ? 1 : span.startColumn(),
                error.code().code(),
                error.text(),
                hint(text, kind)));
    }

    private static Optional<AwsException> refusal(String text, Check check) {
        try {
            check.run(text);
            return Optional.empty();
        } catch (AwsException exception) {
            return Optional.of(exception);
        }
    }

    /** Returns the first statement that makes the document invalid; null when the document is invalid without it. */
    private static @Nullable SourceSpan offender(String text, Json json, Check check) {
        if (!(json instanceof Json.Members top)) {
            return null;
        }
        Json statement = top.map().get("Statement");
        if (statement == null) {
            return null;
        }
        List<Json> list = statement instanceof Json.Items items ? items.list() : List.of(statement);
        Lines lines = new Lines(text);
        String version = top.map().get("Version") instanceof Json.Text versionText ? versionText.value() : null;
        StringBuilder statements = new StringBuilder();
        for (Json item : list) {
            if (!(item instanceof Json.Members members)) {
                return null;
            }
            SourceSpan span = members.span();
            statements.append(statements.length() == 0 ? "" : ",").append(lines.text(span));
            if (refusal(document(version, statements), check).isPresent()) {
                return span;
            }
        }
        return null;
    }

    private static String document(@Nullable String version, StringBuilder statements) {
        String head = version == null ? "" : "\"Version\":\"" + version + "\",";
        return "{" + head + "\"Statement\":[" + statements + "]}";
    }

    private static @Nullable String hint(String text, PolicyGrammar kind) {
        try {
            new DocumentReader(kind, Dialect.EXPLAINED).read(text);
            return null;
        } catch (StructureFault fault) {
            return fault.getMessage();
        }
    }

    /** A problem in the structure, described in plain words. */
    static final class StructureFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StructureFault(Problem problem, String detail) {
            super(words(problem, detail));
        }

        private static String words(Problem problem, String detail) {
            return switch (problem) {
                case NOT_JSON -> "a JSON object is expected";
                case UNKNOWN_MEMBER -> "unknown element " + detail;
                case WRONG_VALUE -> "a value has another type than its element takes";
                case WRONG_VERSION -> "Version " + detail + " (expected: 2012-10-17 or 2008-10-17)";
                case MISSING_STATEMENT -> "there is no Statement";
                case EMPTY_STATEMENT -> "Statement is an empty list";
                case MISSING_EFFECT -> "a statement has no Effect";
                case WRONG_EFFECT -> "Effect " + detail + " (expected: Allow or Deny)";
                case OPPOSITE_ELEMENTS -> detail + " stands next to its opposite";
                case EMPTY_PRINCIPAL -> "a principal is empty";
                case UNKNOWN_PRINCIPAL_TYPE ->
                    "principal type " + detail + " (expected: AWS, Service, Federated or CanonicalUser)";
                case UNKNOWN_OPERATOR -> "unknown condition operator " + detail;
            };
        }
    }

    /** Extracts the text of spans. */
    private static final class Lines {
        private final String text;
        private final List<Integer> starts = new ArrayList<>();

        Lines(String text) {
            this.text = text;
            starts.add(0);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                if ((c == '\n' || c == '\r') && !pair) {
                    starts.add(i + 1);
                }
            }
        }

        String text(SourceSpan span) {
            return text.substring(
                    starts.get(span.startLine() - 1) + span.startColumn() - 1,
                    starts.get(span.endLine() - 1) + span.endColumn() - 1);
        }
    }
}
