// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.policy.condition.ArnPattern;
import io.drawbridge.core.policy.condition.ConditionOperator;
import io.drawbridge.core.policy.condition.ConditionTest;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.Glob;
import java.util.List;

/** Hostile documents, condition values and patterns: only {@link AwsException} may come out. */
class PolicyParserFuzzTest {
    private static final PolicyOrigin ORIGIN = new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", null, null);

    /** Whatever is accepted must also be readable again, and compile. */
    @FuzzTest(maxDuration = "60s")
    void documents(FuzzedDataProvider data) {
        PolicyGrammar kind = data.pickValue(PolicyGrammar.values());
        String text = data.consumeRemainingAsString();
        try {
            PolicyDocument document = PolicyParser.parse(text, kind);
            CompiledPolicy.compile(document, ORIGIN).contextKeys();
            CompiledPolicy.compile(PolicyParser.readStored(text, kind), ORIGIN);
            PolicyText.mapPrincipals(text, value -> value + "x");
        } catch (AwsException refused) {
            // As it must.
        }
    }

    /** One statement whose pieces come from the fuzzer, so that it passes the grammar. */
    @FuzzTest(maxDuration = "60s")
    void conditions(FuzzedDataProvider data) {
        String operator = (data.consumeBoolean() ? "" : data.pickValue(new String[] {"ForAllValues:", "ForAnyValue:"}))
                + data.pickValue(ConditionOperator.values()).documentName()
                + (data.consumeBoolean() ? "" : "IfExists");
        String policyValue = data.consumeString(60);
        String requestValue = data.consumeString(60);
        String variable = data.consumeString(30);
        boolean variables = data.consumeBoolean();
        ConditionValues request = key -> key.equals("k") ? List.of(requestValue) : List.of(variable);
        ConditionTest.compile(operator, "k", List.of(policyValue, "x"), variables)
                .ifPresent(test -> {
                    test.holds(request);
                    test.holds(ConditionValues.EMPTY);
                    test.variableKeys();
                });
    }

    /** Patterns of resources and wildcards. */
    @FuzzTest(maxDuration = "60s")
    void patterns(FuzzedDataProvider data) {
        boolean variables = data.consumeBoolean();
        ArnPattern.Missing missing = data.pickValue(ArnPattern.Missing.values());
        ArnPattern.Use use = data.pickValue(ArnPattern.Use.values());
        String pattern = data.consumeString(200);
        String text = data.consumeString(200);
        ArnPattern compiled = ArnPattern.compile(pattern, variables, use, missing);
        compiled.matches(Arn.object("b", text), key -> List.of(text));
        compiled.unresolved(ConditionValues.EMPTY);
        compiled.keys();
        boolean matches = Glob.compile(pattern).matches(text);
        if (!Glob.hasWildcard(pattern) && matches != pattern.equals(text)) {
            throw new IllegalStateException("pattern without wildcards: " + pattern);
        }
        if (!Glob.compile(pattern + "*").matches(pattern + text) && !pattern.contains("?")) {
            throw new IllegalStateException("pattern and a star: " + pattern);
        }
    }
}
