// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.Statement;
import io.drawbridge.core.policy.condition.ConditionKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The condition keys that policies look up in conditions and variables, in the spelling of the policy authors. */
public final class ContextKeyNames {
    private final Map<String, String> byLowerCase = new TreeMap<>();

    private ContextKeyNames() {}

    /** Returns the keys of all these policies; the first policy that names a key determines its spelling. */
    public static ContextKeyNames of(Collection<CompiledPolicy> policies) {
        ContextKeyNames names = new ContextKeyNames();
        policies.forEach(names::add);
        return names;
    }

    /** Returns these keys and those of another policy, if there is one; the spelling of these keys takes precedence. */
    public ContextKeyNames and(@Nullable CompiledPolicy policy) {
        if (policy == null) {
            return this;
        }
        ContextKeyNames more = new ContextKeyNames();
        more.byLowerCase.putAll(byLowerCase);
        more.add(policy);
        return more;
    }

    /** Returns each key once, in order. */
    public List<String> all() {
        return List.copyOf(byLowerCase.values());
    }

    /** Returns the keys as spelled, by lower-case key, in order. */
    public Map<String, String> byLowerCase() {
        return Collections.unmodifiableMap(byLowerCase);
    }

    /** Returns the looked-up keys for which the predicate, given the lower-case key, is false. */
    public List<String> missing(Predicate<String> present) {
        List<String> missing = new ArrayList<>();
        byLowerCase.forEach((lowerCase, name) -> {
            if (!present.test(lowerCase)) {
                missing.add(name);
            }
        });
        return missing;
    }

    private void add(CompiledPolicy policy) {
        PolicyDocument document = policy.document();
        Map<String, String> spelt = new TreeMap<>();
        for (Statement statement : document.statements()) {
            for (ConditionEntry condition : statement.conditions()) {
                spelt.putIfAbsent(ConditionKeys.folded(condition.key()), condition.key());
                condition.values().forEach(value -> addVariables(value, spelt));
            }
            statement.resources().values().forEach(value -> addVariables(value, spelt));
        }
        // The engine determines which keys are looked up; the text only determines their spelling.
        for (String key : policy.contextKeys()) {
            byLowerCase.putIfAbsent(key, spelt.getOrDefault(key, key));
        }
    }

    private static void addVariables(String text, Map<String, String> spelt) {
        int start = text.indexOf("${");
        while (start >= 0) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                return;
            }
            int comma = text.indexOf(',', start);
            String name = text.substring(start + 2, comma > 0 && comma < end ? comma : end)
                    .strip();
            spelt.putIfAbsent(ConditionKeys.folded(name), name);
            start = text.indexOf("${", end);
        }
    }
}
