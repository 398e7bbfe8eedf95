// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The condition keys that policies look up in conditions and variables, spelt as their authors did. */
final class KeyNames {
    private final Map<String, String> byLowerCase = new TreeMap<>();

    static KeyNames of(Collection<CompiledPolicy> policies) {
        KeyNames names = new KeyNames();
        policies.forEach(names::add);
        return names;
    }

    /** These and those of one more policy, if there is one; these spellings win. */
    KeyNames and(@Nullable CompiledPolicy policy) {
        if (policy == null) {
            return this;
        }
        KeyNames more = new KeyNames();
        more.byLowerCase.putAll(byLowerCase);
        more.add(policy);
        return more;
    }

    /** Each key once, in order. */
    List<String> all() {
        return List.copyOf(byLowerCase.values());
    }

    /** Those of the keys, given in lower case, that are looked up. */
    List<String> missing(java.util.function.Predicate<String> present) {
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
                spelt.putIfAbsent(condition.key().toLowerCase(Locale.ROOT), condition.key());
                condition.values().forEach(value -> addVariables(value, spelt));
            }
            statement.resources().values().forEach(value -> addVariables(value, spelt));
        }
        // The engine says what is looked up; the text only how it is spelt.
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
            spelt.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            start = text.indexOf("${", end);
        }
    }
}
