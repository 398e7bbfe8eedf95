// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import io.drawbridge.core.policy.condition.OperatorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the structure of a document: member names, JSON types, operators. Later stages validate the values. */
final class DocumentReader {
    private static final Set<String> TOP_MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private final PolicyGrammar kind;
    private final Dialect dialect;
    private boolean exactEffects = true;

    DocumentReader(PolicyGrammar kind, Dialect dialect) {
        this.kind = kind;
        this.dialect = dialect;
    }

    /** Returns whether every Effect is written as {@code Allow} or {@code Deny} in exactly this case. */
    boolean exactEffects() {
        return exactEffects;
    }

    PolicyDocument read(String text) {
        Map<String, Json> top = members(json(text), Problem.NOT_JSON).map();
        requireKnown(top, TOP_MEMBERS);
        String version = optionalText(top.get("Version"));
        if (version != null
                && !version.equals(PolicyDocument.NEWEST_VERSION)
                && !version.equals(PolicyDocument.OLDEST_VERSION)) {
            throw dialect.refusal(Problem.WRONG_VERSION, version);
        }
        String id = optionalText(top.get("Id"));
        Json element = top.get("Statement");
        if (element == null) {
            throw dialect.refusal(Problem.MISSING_STATEMENT, "Statement");
        }
        List<Json> list = element instanceof Json.Items items ? items.list() : List.of(element);
        if (list.isEmpty()) {
            throw dialect.refusal(Problem.EMPTY_STATEMENT, "Statement");
        }
        List<Statement> statements = new ArrayList<>(list.size());
        for (Json statement : list) {
            statements.add(statement(members(statement, Problem.WRONG_VALUE)));
        }
        return new PolicyDocument(kind, version, id, statements, text);
    }

    private Json json(String text) {
        try {
            return Json.parse(text);
        } catch (Json.Malformed malformed) {
            throw dialect.refusal(Problem.NOT_JSON, "");
        }
    }

    private Statement statement(Json.Members json) {
        Map<String, Json> map = json.map();
        requireKnown(map, STATEMENT_MEMBERS);
        return new Statement(
                optionalText(map.get("Sid")),
                effect(map.get("Effect")),
                principal(map),
                names(map, "Action", "NotAction"),
                names(map, "Resource", "NotResource"),
                conditions(map.get("Condition")),
                json.span());
    }

    private Effect effect(@Nullable Json json) {
        if (json == null) {
            throw dialect.refusal(Problem.MISSING_EFFECT, "Effect");
        }
        String text = json instanceof Json.Text found ? found.value() : "";
        boolean exact = text.equals("Allow") || text.equals("Deny");
        exactEffects &= exact;
        boolean tolerant = dialect == Dialect.IDENTITY;
        if (exact || (tolerant && (text.equalsIgnoreCase("Allow") || text.equalsIgnoreCase("Deny")))) {
            return text.equalsIgnoreCase("Allow") ? Effect.ALLOW : Effect.DENY;
        }
        throw dialect.refusal(Problem.WRONG_EFFECT, text);
    }

    private @Nullable PrincipalElement principal(Map<String, Json> map) {
        Json positive = map.get("Principal");
        Json negated = map.get("NotPrincipal");
        if (positive != null && negated != null) {
            throw dialect.refusal(Problem.OPPOSITE_ELEMENTS, "NotPrincipal");
        }
        Json element = positive != null ? positive : negated;
        if (element == null) {
            return null;
        }
        if (element instanceof Json.Text text) {
            PrincipalEntry entry = new PrincipalEntry(PrincipalEntry.Type.AWS, text.value());
            return new PrincipalElement(
                    positive != null ? PrincipalElement.Form.BARE : PrincipalElement.Form.NEGATED, List.of(entry));
        }
        Map<String, Json> types = members(element, Problem.WRONG_VALUE).map();
        List<PrincipalEntry> entries = new ArrayList<>();
        for (Map.Entry<String, Json> member : types.entrySet()) {
            PrincipalEntry.Type type = principalType(member.getKey());
            for (String value : texts(member.getValue())) {
                entries.add(new PrincipalEntry(type, value));
            }
        }
        if (entries.isEmpty()) {
            throw dialect.refusal(Problem.EMPTY_PRINCIPAL, "Principal");
        }
        return new PrincipalElement(
                positive != null ? PrincipalElement.Form.OBJECT : PrincipalElement.Form.NEGATED, entries);
    }

    private PrincipalEntry.Type principalType(String member) {
        for (PrincipalEntry.Type type : PrincipalEntry.Type.values()) {
            if (type.member().equals(member)) {
                return type;
            }
        }
        throw dialect.refusal(Problem.UNKNOWN_PRINCIPAL_TYPE, '"' + member + '"');
    }

    private NameList names(Map<String, Json> map, String positiveName, String negatedName) {
        Json positive = map.get(positiveName);
        Json negated = map.get(negatedName);
        if (positive != null && negated != null) {
            throw dialect.refusal(Problem.OPPOSITE_ELEMENTS, negatedName);
        }
        if (positive == null && negated == null) {
            return NameList.ABSENT;
        }
        return positive != null
                ? new NameList(NameList.Form.POSITIVE, namesOf(positive))
                : new NameList(NameList.Form.NEGATED, negated == null ? List.of() : namesOf(negated));
    }

    /** AWS: nulls in lists of actions and resources are ignored. */
    private List<String> namesOf(Json json) {
        List<String> names = new ArrayList<>();
        List<Json> list = json instanceof Json.Items items ? items.list() : List.of(json);
        for (Json item : list) {
            if (!(item instanceof Json.Nothing && json instanceof Json.Items)) {
                names.add(text(item));
            }
        }
        return names;
    }

    private List<ConditionEntry> conditions(@Nullable Json json) {
        if (json == null) {
            return List.of();
        }
        List<ConditionEntry> entries = new ArrayList<>();
        for (Map.Entry<String, Json> block :
                members(json, Problem.WRONG_VALUE).map().entrySet()) {
            String operator = block.getKey();
            Map<String, Json> keys =
                    members(block.getValue(), Problem.WRONG_VALUE).map();
            // AWS: an operator without keys is accepted whatever its name.
            if (dialect != Dialect.STORED && !keys.isEmpty() && !OperatorName.spelled(operator)) {
                throw dialect.refusal(Problem.UNKNOWN_OPERATOR, operator);
            }
            for (Map.Entry<String, Json> key : keys.entrySet()) {
                entries.add(new ConditionEntry(operator, key.getKey(), scalars(key.getValue())));
            }
        }
        return entries;
    }

    private List<String> scalars(Json json) {
        List<String> values = new ArrayList<>();
        List<Json> list = json instanceof Json.Items items ? items.list() : List.of(json);
        for (Json item : list) {
            values.add(item instanceof Json.Scalar scalar ? scalar.value() : text(item));
        }
        return values;
    }

    private List<String> texts(Json json) {
        List<String> values = new ArrayList<>();
        List<Json> list = json instanceof Json.Items items ? items.list() : List.of(json);
        for (Json item : list) {
            values.add(text(item));
        }
        return values;
    }

    private @Nullable String optionalText(@Nullable Json json) {
        return json == null ? null : text(json);
    }

    private String text(Json json) {
        if (json instanceof Json.Text text) {
            return text.value();
        }
        throw dialect.refusal(Problem.WRONG_VALUE, "");
    }

    private Json.Members members(Json json, Problem problem) {
        if (json instanceof Json.Members members) {
            return members;
        }
        throw dialect.refusal(problem, "");
    }

    private void requireKnown(Map<String, Json> map, Set<String> known) {
        for (String name : map.keySet()) {
            if (!known.contains(name)) {
                throw dialect.refusal(Problem.UNKNOWN_MEMBER, name);
            }
        }
    }
}
