// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Simulates on a running server with SimulatePrincipalPolicy, or with SimulateCustomPolicy when no principal is given.
 */
final class RemoteSimulation {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> FILES_ONLY = List.of("--session", "--scp", "--rcp", "--trust-policy");

    private RemoteSimulation() {}

    /**
     * @param environment contains the credentials
     * @throws IOException when the server does not answer, or rejects the request; the message is the server's
     */
    static List<SimulatedDecision> run(
            PolicySimulateCommand.Question question, String endpoint, Map<String, String> environment, Clock clock)
            throws IOException {
        for (String option : FILES_ONLY) {
            if (!question.files(option).isEmpty()) {
                throw new IllegalArgumentException(option + " cannot be given with --endpoint");
            }
        }
        URI uri = URI.create(endpoint);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("--endpoint: " + endpoint + " (expected: http://HOST:PORT)");
        }
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        if (id.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to ask a running server");
        }
        SignedForm.Signer signer = new SignedForm.Signer(id, secret, environment.get("AWS_SESSION_TOKEN"));
        Map<String, String> form = form(question);
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        List<SimulatedDecision> decisions = new ArrayList<>();
        Optional<String> marker = Optional.empty();
        do {
            marker.ifPresent(text -> form.put("Marker", text));
            Element answer = send(client, SignedForm.post(uri, form, signer, clock.instant()));
            Element result = children(answer).get(0);
            child(result, "EvaluationResults")
                    .ifPresent(list -> children(list).forEach(element -> decisions.add(decision(element))));
            marker = text(result, "Marker");
        } while (marker.isPresent());
        return decisions;
    }

    private static Map<String, String> form(PolicySimulateCommand.Question question) throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        boolean custom = question.principal().isEmpty();
        form.put("Action", custom ? "SimulateCustomPolicy" : "SimulatePrincipalPolicy");
        form.put("Version", "2010-05-08");
        if (!custom) {
            form.put("PolicySourceArn", question.principal());
        }
        put(form, "ActionNames", question.actions());
        put(form, "ResourceArns", question.resources());
        put(form, "PolicyInputList", documents(question.files("--identity")));
        put(form, "PermissionsBoundaryPolicyInputList", documents(question.files("--boundary")));
        for (String document : documents(question.files("--resource-policy"))) {
            form.put("ResourcePolicy", document);
        }
        if (!question.owner().isEmpty()) {
            form.put("ResourceOwner", "arn:aws:iam::" + question.owner() + ":root");
        }
        int number = 1;
        for (Map.Entry<String, List<String>> key : question.context().entrySet()) {
            String prefix = "ContextEntries.member." + number++ + ".";
            form.put(prefix + "ContextKeyName", key.getKey());
            form.put(prefix + "ContextKeyType", key.getValue().size() == 1 ? "string" : "stringList");
            put(form, prefix + "ContextKeyValues", key.getValue());
        }
        return form;
    }

    private static void put(Map<String, String> form, String name, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            form.put(name + ".member." + (i + 1), values.get(i));
        }
    }

    private static List<String> documents(List<Path> files) throws IOException {
        List<String> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(PolicyCheckCommand.read(file));
        }
        return documents;
    }

    private static Element send(HttpClient client, HttpRequest request) throws IOException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            throw new IOException("no answer from " + request.uri() + ": " + e, e);
        }
        Element root = parsed(response.body()).getDocumentElement();
        if (response.statusCode() != 200) {
            Element error = child(root, "Error").orElse(root);
            throw new IOException(text(error, "Code").orElse("HTTP " + response.statusCode()) + ": "
                    + text(error, "Message").orElse("no reason given"));
        }
        return root;
    }

    private static Document parsed(byte[] xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("the answer is no XML; is this the endpoint of IAM?", e);
        }
    }

    private static SimulatedDecision decision(Element result) {
        List<String> parts = new ArrayList<>();
        child(result, "PermissionsBoundaryDecisionDetail")
                .flatMap(detail -> text(detail, "AllowedByPermissionsBoundary"))
                .ifPresent(allowed -> parts.add("boundary: " + says(allowed)));
        child(result, "OrganizationsDecisionDetail")
                .flatMap(detail -> text(detail, "AllowedByOrganizations"))
                .ifPresent(allowed -> parts.add("service control: " + says(allowed)));
        child(result, "EvalDecisionDetails").ifPresent(map -> children(map)
                .forEach(entry -> parts.add(text(entry, "key").orElse("") + ": "
                        + text(entry, "value").orElse(""))));
        List<String> statements = new ArrayList<>();
        child(result, "MatchedStatements")
                .ifPresent(list -> children(list).forEach(element -> statements.add(statement(element))));
        List<String> missing = new ArrayList<>();
        child(result, "MissingContextValues")
                .ifPresent(list -> children(list).forEach(one -> missing.add(one.getTextContent())));
        return new SimulatedDecision(
                text(result, "EvalActionName").orElse(""),
                text(result, "EvalResourceName").orElse(""),
                text(result, "EvalDecision").orElse(""),
                List.of(),
                parts,
                statements,
                missing);
    }

    private static String says(String allowed) {
        return allowed.equals("true") ? "allows" : "does not allow";
    }

    private static String statement(Element statement) {
        Optional<Element> start = child(statement, "StartPosition");
        return text(statement, "SourcePolicyId").orElse("") + ":"
                + start.flatMap(position -> text(position, "Line")).orElse("") + ":"
                + start.flatMap(position -> text(position, "Column")).orElse("") + "  "
                + text(statement, "SourcePolicyType").orElse("");
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getLocalName().equals(name))
                .findFirst();
    }

    private static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(Node::getTextContent).filter(text -> !text.isEmpty());
    }
}
