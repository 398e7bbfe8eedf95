// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.policy.condition.ConditionKeys;
import io.drawbridge.core.policy.condition.ConditionOperator;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.ContextEntry;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The condition keys in the request of a simulation, checked against their types. */
final class ContextEntries {
    private static final String LIST = "List";

    private ContextEntries() {}

    /** @throws io.drawbridge.core.error.AwsException InvalidInput */
    static ConditionValues of(List<ContextEntry> entries) {
        Map<String, List<String>> values = new HashMap<>();
        int given = 0;
        for (ContextEntry entry : entries) {
            String name = entry.contextKeyName();
            String type = entry.contextKeyType();
            if (name == null || type == null || entry.contextKeyValues().isEmpty()) {
                throw invalid("A context entry needs ContextKeyName, ContextKeyValues and ContextKeyType.");
            }
            given += entry.contextKeyValues().size();
            if (entry.contextKeyValues().size() > IamLimits.SIMULATION_VALUES_PER_KEY
                    || given > IamLimits.SIMULATION_VALUES) {
                throw invalid("Context entries have at most " + IamLimits.SIMULATION_VALUES_PER_KEY
                        + " values each and " + IamLimits.SIMULATION_VALUES + " in all.");
            }
            check(name, type, entry.contextKeyValues());
            if (values.put(ConditionKeys.folded(name), List.copyOf(entry.contextKeyValues())) != null) {
                throw invalid("The context key " + name + " is given twice.");
            }
        }
        return ConditionValues.of(values);
    }

    private static void check(String name, String type, List<String> values) {
        boolean list = type.endsWith(LIST);
        if (!list && values.size() > 1) {
            throw invalid("The context key " + name + " of type " + type + " has more than one value.");
        }
        String single = list ? type.substring(0, type.length() - LIST.length()) : type;
        for (String value : values) {
            if (!fits(single, value)) {
                throw invalid("The value " + value + " of the context key " + name + " is not of type " + single + ".");
            }
        }
    }

    private static boolean fits(String type, String value) {
        return switch (type) {
            case "numeric" -> ConditionOperator.isNumber(value);
            case "boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case "ip" -> ConditionOperator.IP_ADDRESS.accepts(value);
            case "binary" -> binary(value);
            case "date" -> ConditionOperator.DATE_EQUALS.accepts(value);
            default -> true;
        };
    }

    private static boolean binary(String value) {
        try {
            return Base64.getDecoder().decode(value).length <= value.length();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
