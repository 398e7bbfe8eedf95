// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.denial;

import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.CheckValues;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.ContextKeyNames;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.authz.MatchedStatement;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicyType;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.PolicyLimits;
import io.drawbridge.core.policy.PrincipalElement;
import io.drawbridge.core.policy.PrincipalEntry;
import io.drawbridge.core.policy.Statement;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A denial with its details, in the format that DecodeAuthorizationMessage returns. */
final class DenialRecord {
    /** How much detail a message contains; a message that would be too long is written with less. */
    enum Detail {
        WHOLE(64, 512),
        SHORT_VALUES(16, 96),
        NO_CONTEXT(8, 64),
        LEAST(0, 0);

        private final int valuesMax;
        private final int valueLengthMax;

        Detail(int valuesMax, int valueLengthMax) {
            this.valuesMax = valuesMax;
            this.valueLengthMax = valueLengthMax;
        }
    }

    private static final JsonFactory JSON = new JsonFactory();

    private final AuthorizationContext context;
    private final AccessCheck check;
    private final Decision.Denied denied;

    DenialRecord(AuthorizationContext context, AccessCheck check, Decision.Denied denied) {
        this.context = context;
        this.check = check;
        this.denied = denied;
    }

    String json(Detail detail) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeBooleanProperty("allowed", false);
            json.writeBooleanProperty("explicitDeny", denied.denial() == Decision.Denial.EXPLICIT);
            openItems(json, "matchedStatements");
            Optional<Statement> statement = detail == Detail.LEAST ? Optional.empty() : statement();
            statement.ifPresent(denyingStatement -> writeStatement(json, denyingStatement, detail));
            closeItems(json);
            openItems(json, "failures");
            closeItems(json);
            writeContext(json, detail);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Returns the denying statement; empty for a resource of another account. */
    private Optional<Statement> statement() {
        MatchedStatement matched = denied.statement();
        boolean foreign = denied.relation() == Decision.Relation.CROSS_ACCOUNT
                && (denied.by() == PolicyType.RESOURCE
                        || denied.by() == PolicyType.TRUST
                        || denied.by() == PolicyType.RESOURCE_CONTROL);
        if (matched == null || foreign) {
            return Optional.empty();
        }
        return policies().stream()
                .filter(policy -> policy.origin().equals(matched.policy())
                        && matched.index() < policy.document().statements().size())
                .map(policy -> policy.document().statements().get(matched.index()))
                .filter(statement -> statement.span().equals(matched.span()))
                .findFirst();
    }

    /** Returns whether the reader's account differs from the account of the resource. */
    private boolean hasForeignReader() {
        return denied.relation() == Decision.Relation.CROSS_ACCOUNT
                && context.caller().principal() instanceof Principal.InAccount;
    }

    private List<CompiledPolicy> policies() {
        List<CompiledPolicy> all = policiesOfCaller();
        check.target().controlLevels().forEach(level -> all.addAll(level.policies()));
        CompiledPolicy resource = check.resourcePolicy();
        if (resource != null) {
            all.add(resource);
        }
        return all;
    }

    private List<CompiledPolicy> policiesOfCaller() {
        List<CompiledPolicy> all = new ArrayList<>(context.policies().identity().policies());
        List<PolicySet> sets = new ArrayList<>(context.policies().serviceControlLevels());
        PolicySet boundary = context.policies().boundary();
        if (boundary != null) {
            sets.add(boundary);
        }
        PolicySet session = context.sessionPolicies();
        if (session != null) {
            sets.add(session);
        }
        sets.forEach(set -> all.addAll(set.policies()));
        return all;
    }

    private static void writeStatement(JsonGenerator json, Statement statement, Detail detail) {
        json.writeStartObject();
        json.writeStringProperty("statementId", statement.sid() == null ? "" : statement.sid());
        json.writeStringProperty("effect", statement.effect().name());
        PrincipalElement principal = statement.principal();
        List<String> principals = principal == null
                ? List.of()
                : principal.entries().stream().map(PrincipalEntry::value).toList();
        writeValues(json, "principals", principals, detail);
        writeValues(json, "actions", statement.actions().values(), detail);
        writeValues(json, "resources", statement.resources().values(), detail);
        openItems(json, "conditions");
        statement.conditions().stream()
                .limit(detail.valuesMax)
                .forEach((ConditionEntry condition) ->
                        writeCondition(json, condition.key(), condition.values(), detail));
        closeItems(json);
        json.writeEndObject();
    }

    private void writeContext(JsonGenerator json, Detail detail) {
        json.writeObjectPropertyStart("context");
        json.writeObjectPropertyStart("principal");
        Principal principal = context.caller().principal();
        if (principal instanceof Principal.InAccount caller) {
            json.writeStringProperty("id", caller.userId());
            if (caller instanceof Principal.IamUser user) {
                json.writeStringProperty("name", user.name());
            }
            if (caller instanceof Principal.FederatedSession federated) {
                json.writeStringProperty("name", federated.name());
            }
            json.writeStringProperty("arn", caller.arn().toString());
        } else {
            json.writeStringProperty("id", "anonymous");
        }
        json.writeEndObject();
        json.writeStringProperty("action", check.action());
        boolean any = AccessCheck.ANY_RESOURCE.equals(check.resource());
        json.writeStringProperty(
                "resource", any ? "*" : cut(check.resource().toString(), PolicyLimits.DENIAL_NAME_LENGTH));
        openItems(json, "conditions");
        if (detail.compareTo(Detail.NO_CONTEXT) < 0) {
            conditions().forEach((key, values) -> writeCondition(json, key, values, detail));
        }
        closeItems(json);
        json.writeEndObject();
    }

    /**
     * Returns the keys that any request has and the keys that the policies name. When the resource belongs to another
     * account, nothing about the resource is disclosed: neither its tags and owner, though the caller's own policies
     * may name them, nor the keys that its policies test.
     */
    private Map<String, List<String>> conditions() {
        boolean foreignReader = hasForeignReader();
        Map<String, String> names = new LinkedHashMap<>(ConditionKeySpelling.OF_REQUESTS);
        ContextKeyNames.of(foreignReader ? policiesOfCaller() : policies())
                .byLowerCase()
                .forEach((key, name) -> names.putIfAbsent(key, ConditionKeySpelling.of(name)));
        ConditionValues checkValues = new CheckValues(context, check);
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        names.forEach((key, name) -> {
            List<String> values = checkValues.get(key);
            boolean disclosed = !foreignReader || !ConditionKeySpelling.ofResource(key);
            if (disclosed && values != null && !values.isEmpty() && conditions.size() < PolicyLimits.DENIAL_KEYS) {
                conditions.put(name, values);
            }
        });
        return conditions;
    }

    private static void writeCondition(JsonGenerator json, String key, List<String> values, Detail detail) {
        json.writeStartObject();
        json.writeStringProperty("key", cut(key, detail.valueLengthMax));
        writeValues(json, "values", values, detail);
        json.writeEndObject();
    }

    private static void writeValues(JsonGenerator json, String name, List<String> values, Detail detail) {
        openItems(json, name);
        for (String value : values.subList(0, Math.min(values.size(), detail.valuesMax))) {
            json.writeStartObject();
            json.writeStringProperty("value", cut(value, detail.valueLengthMax));
            json.writeEndObject();
        }
        closeItems(json);
    }

    private static void openItems(JsonGenerator json, String name) {
        json.writeObjectPropertyStart(name);
        json.writeArrayPropertyStart("items");
    }

    private static void closeItems(JsonGenerator json) {
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Cuts at a character boundary. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
