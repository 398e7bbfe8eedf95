// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads and writes cases as JSON files, in which the policies are unchanged. */
final class CaseFile {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    /** A case and the expected verdict, as {@link PolicyCase.Verdict#toString} writes it. */
    record Expected(PolicyCase question, String verdict) {}

    private CaseFile() {}

    static String write(PolicyCase question, PolicyCase.Verdict expected) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            newLine(json);
            json.writeStringProperty("expected", expected.toString());
            newLine(json);
            json.writeStringProperty("who", question.who());
            json.writeStringProperty("action", question.action());
            json.writeStringProperty("resource", question.resource());
            if (question.owner() != null) {
                json.writeStringProperty("owner", question.owner());
            }
            newLine(json);
            json.writeStringProperty("use", question.use().name());
            json.writeStringProperty("aclGrant", question.aclGrant().name());
            json.writeBooleanProperty("promised", question.promised());
            newLine(json);
            json.writeName("context");
            json.writeStartObject();
            new TreeMap<>(question.context()).forEach((key, values) -> {
                json.writeName(key);
                json.writeStartArray();
                values.forEach(json::writeString);
                json.writeEndArray();
            });
            json.writeEndObject();
            documents(json, "identity", question.identity());
            documents(json, "boundary", question.boundary());
            documents(json, "session", question.session());
            levels(json, "serviceControl", question.serviceControl());
            levels(json, "resourceControl", question.resourceControl());
            PolicyDocument resourcePolicy = question.resourcePolicy();
            if (resourcePolicy != null) {
                documents(json, "resourcePolicy", List.of(resourcePolicy));
            }
            newLine(json);
            json.writeEndObject();
        }
        return out + "\n";
    }

    private static void newLine(JsonGenerator json) {
        json.writeRaw("\n");
    }

    private static void documents(JsonGenerator json, String name, @Nullable List<PolicyDocument> documents) {
        if (documents != null) {
            newLine(json);
            json.writeName(name);
            array(json, documents);
        }
    }

    private static void array(JsonGenerator json, List<PolicyDocument> documents) {
        json.writeStartArray();
        for (PolicyDocument document : documents) {
            json.writeStartObject();
            json.writeName(document.kind().name());
            json.writeRawValue(document.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void levels(JsonGenerator json, String name, List<List<PolicyDocument>> levels) {
        if (!levels.isEmpty()) {
            newLine(json);
            json.writeName(name);
            json.writeStartArray();
            levels.forEach(level -> array(json, level));
            json.writeEndArray();
        }
    }

    static Expected read(String text) {
        return new Reader(text).read();
    }

    /** Reads one file. */
    private static final class Reader {
        private final String text;
        private final Map<String, String> words = new TreeMap<>();
        private final Map<String, List<PolicyDocument>> documents = new TreeMap<>();
        private final Map<String, List<List<PolicyDocument>>> levels = new TreeMap<>();
        private final Map<String, List<String>> context = new TreeMap<>();

        Reader(String text) {
            this.text = text;
        }

        Expected read() {
            try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "context" -> context(json);
                        case "identity", "boundary", "session", "resourcePolicy" -> documents.put(name, array(json));
                        case "serviceControl", "resourceControl" -> levels.put(name, levels(json));
                        default -> words.put(name, json.getString());
                    }
                }
            }
            PolicyCase question = new PolicyCase(
                    words.getOrDefault("who", ""),
                    words.getOrDefault("action", ""),
                    words.getOrDefault("resource", "*"),
                    words.get("owner"),
                    ResourcePolicyUse.valueOf(words.getOrDefault("use", "SUFFICIENT")),
                    GrantLevel.valueOf(words.getOrDefault("aclGrant", "NONE")),
                    Boolean.parseBoolean(words.getOrDefault("promised", "false")),
                    documents.getOrDefault("identity", List.of()),
                    documents.get("boundary"),
                    documents.get("session"),
                    levels.getOrDefault("serviceControl", List.of()),
                    levels.getOrDefault("resourceControl", List.of()),
                    documents.containsKey("resourcePolicy")
                            ? documents.get("resourcePolicy").get(0)
                            : null,
                    context);
            return new Expected(question, words.getOrDefault("expected", ""));
        }

        private void context(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                List<String> values = new ArrayList<>();
                json.nextToken();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    values.add(json.getString());
                }
                context.put(key, values);
            }
        }

        private List<List<PolicyDocument>> levels(JsonParser json) {
            List<List<PolicyDocument>> levels = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                levels.add(array(json));
            }
            return levels;
        }

        private List<PolicyDocument> array(JsonParser json) {
            List<PolicyDocument> documents = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.nextToken();
                PolicyGrammar kind = PolicyGrammar.valueOf(json.currentName());
                json.nextToken();
                int start = (int) json.currentTokenLocation().getCharOffset();
                json.skipChildren();
                int end = (int) json.currentLocation().getCharOffset();
                documents.add(PolicyParser.readStored(text.substring(start, end), kind));
                json.nextToken();
            }
            return documents;
        }
    }
}
