// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.arn.Arn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matchers of the operators that compare text: String, Arn, Bool, Binary. */
final class StringMatchers {
    private StringMatchers() {}

    static ValueMatcher equal(List<String> texts, boolean variables, Glob.Case caseRule) {
        PolicyVariables[] compiled = compileAll(texts, variables);
        return (value, values) -> {
            for (PolicyVariables candidate : compiled) {
                if (candidate.equals(value.text(), caseRule, values)) {
                    return ValueMatcher.Match.SOME;
                }
            }
            return ValueMatcher.Match.NONE;
        };
    }

    static ValueMatcher like(List<String> texts, boolean variables) {
        PolicyVariables[] compiled = compileAll(texts, variables);
        return (value, values) -> {
            for (PolicyVariables candidate : compiled) {
                if (candidate.matches(value.text(), values)) {
                    return ValueMatcher.Match.SOME;
                }
            }
            return ValueMatcher.Match.NONE;
        };
    }

    static ValueMatcher bool(List<String> texts, boolean variables) {
        PolicyVariables[] compiled = compileAll(texts, variables);
        return (value, values) -> {
            if (!isBool(value.text())) {
                return ValueMatcher.Match.WRONG_KIND;
            }
            for (PolicyVariables candidate : compiled) {
                if (candidate.equals(value.text(), Glob.Case.INSENSITIVE, values)) {
                    return ValueMatcher.Match.SOME;
                }
            }
            return ValueMatcher.Match.NONE;
        };
    }

    static ValueMatcher arn(List<String> texts, boolean variables) {
        ArnPattern[] compiled = texts.stream()
                .map(text ->
                        ArnPattern.compile(text, variables, ArnPattern.Use.CONDITION, ArnPattern.Missing.MATCH_NOTHING))
                .toArray(ArnPattern[]::new);
        return (value, values) -> {
            Arn arn = value.arn();
            if (arn == null) {
                return ValueMatcher.Match.NONE;
            }
            for (ArnPattern candidate : compiled) {
                if (candidate.matches(arn, values)) {
                    return ValueMatcher.Match.SOME;
                }
            }
            return ValueMatcher.Match.NONE;
        };
    }

    static ValueMatcher binary(List<String> texts) {
        List<byte[]> decoded = new ArrayList<>();
        for (String text : texts) {
            byte[] bytes = base64(text);
            if (bytes != null) {
                decoded.add(bytes);
            }
        }
        return (value, values) -> {
            byte[] bytes = value.text().getBytes(StandardCharsets.UTF_8);
            for (byte[] candidate : decoded) {
                if (Arrays.equals(candidate, bytes)) {
                    return ValueMatcher.Match.SOME;
                }
            }
            return ValueMatcher.Match.NONE;
        };
    }

    /** Returns the decoded value; null, which never matches, when it is not valid. */
    private static byte @Nullable [] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static boolean isBool(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    private static PolicyVariables[] compileAll(List<String> texts, boolean variables) {
        return texts.stream()
                .map(text -> PolicyVariables.compile(text, variables))
                .toArray(PolicyVariables[]::new);
    }
}
