// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.loader.ModelAssembler;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.protocoltests.traits.AppliesTo;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestCase;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestsTrait;

/**
 * The protocol test vectors of the Smithy project, decoded and encoded on the server's side.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html">compliance tests</a>
 */
class SmithyProtocolTest {
    private static final Set<String> SERVICES = Set.of(
            "aws.protocoltests.query#AwsQuery",
            "aws.protocoltests.restxml#RestXml",
            "aws.protocoltests.restxml.xmlns#RestXmlWithNamespace",
            "com.amazonaws.s3#AmazonS3",
            "aws.protocoltests.json#JsonProtocol");

    /** Operations whose shapes no service of this server has: documents of any form. */
    private static final Set<String> FOREIGN_OPERATIONS = Set.of("PutAndGetInlineDocuments");

    /** Vectors that do not apply to this server, each with the reason. An entry without a vector fails a test. */
    private static final Map<String, String> SKIPPED = new TreeMap<>();

    static {
        skip(
                "no empty document: AWS answers with the metadata at least",
                "QueryNoInputAndNoOutput",
                "QueryNoInputAndOutput",
                "QueryEmptyInputAndEmptyOutput");
        skip("the vector leaves the namespace out", "QueryNoInputAndNoOutputWithResponseMetadata");
        skip(
                "no service of ours has namespaces at elements, keys or values of collections",
                "QueryQueryFlattenedXmlMapWithXmlNamespace",
                "QueryXmlNamespaces",
                "QueryXmlLists",
                "XmlLists",
                "RestXmlFlattenedXmlMapWithXmlNamespace",
                "RestXmlXmlMapWithXmlNamespace",
                "XmlNamespaces");
        skip("no service of ours binds members of a result to the query", "IgnoreQueryParamsInResponse");
        skip("no service of ours has a header and a prefix that meet", "HttpEmptyPrefixHeadersResponseServer");
        skip("no service of ours states a media type", "HttpPayloadTraitsWithMediaTypeWithBlob");
        skip("a result without a body has no content type", "RestXmlHttpResponseCode");
        skip(
                "a document that only a foreign server would write",
                "SimpleScalarPropertiesWithXMLPreamble",
                "RestXmlDateTimeWithNegativeOffset",
                "RestXmlDateTimeWithPositiveOffset");
        skip("an empty map that the vector does not send cannot be told from an absent one", "QueryEmptyQueryMaps");
        skip(
                "compressed requests are taken apart before",
                "SDKAppliedContentEncoding_awsQuery",
                "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery",
                "SDKAppliedContentEncoding_restXml",
                "SDKAppendedGzipAfterProvidedEncoding_restXml",
                "SDKAppliedContentEncoding_awsJson1_1",
                "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1");
        skip(
                "no service of ours has lists or maps with nulls in them",
                "AwsJson11SparseMapsSerializeNullValues",
                "AwsJson11SparseListsSerializeNull",
                "AwsJson11SparseMapsDeserializeNullValues",
                "AwsJson11SparseListsDeserializeNull");
        skip(
                "no service of ours has a map of all parameters",
                "AllQueryStringTypes",
                "RestXmlQueryStringMap",
                "RestXmlServersPutAllQueryParamsInMap",
                "RestXmlServersQueryParamsStringListMap");
        skip(
                "the bucket stands in the host: the router finds it",
                "S3DefaultAddressing",
                "S3VirtualHostAddressing",
                "S3VirtualHostDualstackAddressing",
                "S3VirtualHostAccelerateAddressing",
                "S3VirtualHostDualstackAccelerateAddressing",
                "S3OperationAddressingPreferred",
                "S3EscapeObjectKeyInUriLabel",
                "S3EscapePathObjectKeyInUriLabel",
                "S3PreservesLeadingDotSegmentInUriLabel",
                "S3PreservesEmbeddedDotSegmentInUriLabel");
    }

    private static final Model MODEL = Model.assembler()
            .discoverModels(SmithyProtocolTest.class.getClassLoader())
            .putProperty(ModelAssembler.ALLOW_UNKNOWN_TRAITS, true)
            .assemble()
            .getResult()
            .orElseThrow();

    private static void skip(String reason, String... ids) {
        for (String id : ids) {
            SKIPPED.put(id, reason);
        }
    }

    private record Vector<C>(SmithyShapes shapes, OperationShape operation, C test) {}

    @TestFactory
    Stream<DynamicTest> requestsAreRead() {
        return requests().stream()
                .filter(v -> !SKIPPED.containsKey(v.test().getId()))
                .map(v -> DynamicTest.dynamicTest(v.test().getId(), () -> readRequest(v)));
    }

    @TestFactory
    Stream<DynamicTest> responsesAreWritten() {
        return responses().stream()
                .filter(v -> !SKIPPED.containsKey(v.test().getId()))
                .map(v -> DynamicTest.dynamicTest(v.test().getId(), () -> writeResponse(v)));
    }

    @Test
    void everySkippedVectorExistsAndMostVectorsRun() {
        Set<String> vectorIds = new TreeSet<>();
        requests().forEach(v -> vectorIds.add(v.test().getId()));
        responses().forEach(v -> vectorIds.add(v.test().getId()));
        assertThat(vectorIds).containsAll(SKIPPED.keySet()).hasSizeGreaterThan(240);
    }

    private static List<Vector<HttpRequestTestCase>> requests() {
        List<Vector<HttpRequestTestCase>> vectors = new ArrayList<>();
        operations().forEach((operation, shapes) -> operation
                .getTrait(HttpRequestTestsTrait.class)
                .ifPresent(t -> t.getTestCasesFor(AppliesTo.SERVER)
                        .forEach(c -> vectors.add(new Vector<>(shapes, operation, c)))));
        return vectors;
    }

    private static List<Vector<HttpResponseTestCase>> responses() {
        List<Vector<HttpResponseTestCase>> vectors = new ArrayList<>();
        operations().forEach((operation, shapes) -> operation
                .getTrait(HttpResponseTestsTrait.class)
                .ifPresent(t -> t.getTestCasesFor(AppliesTo.SERVER)
                        .forEach(c -> vectors.add(new Vector<>(shapes, operation, c)))));
        return vectors;
    }

    private static Map<OperationShape, SmithyShapes> operations() {
        Map<OperationShape, SmithyShapes> operations = new LinkedHashMap<>();
        for (String id : new TreeSet<>(SERVICES)) {
            ServiceShape service = MODEL.expectShape(ShapeId.from(id), ServiceShape.class);
            SmithyShapes shapes = new SmithyShapes(MODEL, service, protocol(id));
            for (ShapeId operation : service.getAllOperations()) {
                if (FOREIGN_OPERATIONS.contains(operation.getName())) {
                    continue;
                }
                operations.put(MODEL.expectShape(operation, OperationShape.class), shapes);
            }
        }
        return operations;
    }

    private static ServiceModel.Protocol protocol(String service) {
        return service.contains("#AwsQuery")
                ? ServiceModel.Protocol.QUERY
                : service.contains("#Json") ? ServiceModel.Protocol.JSON_1_1 : ServiceModel.Protocol.REST_XML;
    }

    private static void readRequest(Vector<HttpRequestTestCase> vector) throws IOException {
        HttpRequestTestCase test = vector.test();
        Operation<DynamicStructure, DynamicStructure> operation =
                vector.shapes().operation(vector.operation());
        DynamicStructure expected = SmithyValues.structure(test.getParams(), operation.input(), false);
        String body = test.getBody().orElse("");
        DynamicStructure actual;
        if (vector.shapes().query()) {
            FormParameters form = FormParameters.parse(body.getBytes(StandardCharsets.UTF_8));
            assertThat(form.first("Action")).hasValue(operation.name());
            actual = QueryCodec.decode(form, operation.input());
        } else if (vector.shapes().json()) {
            assertThat(test.getHeaders().get("Content-Type")).startsWith("application/x-amz-json-1.1");
            assertThat(test.getHeaders()).containsEntry("X-Amz-Target", "JsonProtocol." + operation.name());
            actual = JsonCodec.decode(body.getBytes(StandardCharsets.UTF_8), operation.input());
        } else {
            HttpHeaders headers = new HttpHeaders();
            test.getHeaders().forEach(headers::add);
            actual = new RestXmlCodec(1 << 20, false)
                    .decodeRequest(
                            operation,
                            labels(operation.requestUri(), test.getUri()),
                            FormParameters.parse(String.join("&", test.getQueryParams())),
                            headers,
                            RequestBody.of(body.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(SmithyValues.withBodiesRead(actual)).isEqualTo(expected);
    }

    private static Map<String, String> labels(String template, String uri) {
        Map<String, String> labels = new TreeMap<>();
        String[] names = template.replaceAll("\\?.*", "").split("/", -1);
        String[] values = uri.replaceAll("\\?.*", "").split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (names[i].endsWith("+}")) {
                String rest = String.join("/", List.of(values).subList(i, values.length));
                labels.put(names[i].substring(1, names[i].length() - 2), decoded(rest));
            } else if (names[i].startsWith("{")) {
                labels.put(names[i].substring(1, names[i].length() - 1), decoded(values[i]));
            }
        }
        return labels;
    }

    private static String decoded(String text) {
        return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void writeResponse(Vector<HttpResponseTestCase> vector) {
        HttpResponseTestCase test = vector.test();
        Operation<DynamicStructure, DynamicStructure> operation =
                vector.shapes().operation(vector.operation());
        DynamicStructure output = SmithyValues.structure(test.getParams(), operation.output(), true);
        if (vector.shapes().query()) {
            String document =
                    new String(QueryCodec.encodeResponse(operation, output, "requestid"), StandardCharsets.UTF_8);
            String expected = test.getBody().orElse("");
            assertThat(XmlText.canonical(withoutMetadata(document)))
                    .isEqualTo(XmlText.canonical(withoutMetadata(expected)));
            return;
        }
        if (vector.shapes().json()) {
            String document = new String(JsonCodec.encodeResponse(operation, output), StandardCharsets.UTF_8);
            String expected = test.getBody().orElse("");
            if (document.isEmpty() || expected.isEmpty()) {
                assertThat(document).isEqualTo(expected);
            } else {
                Node.assertEquals(Node.parse(document), Node.parse(expected));
            }
            return;
        }
        ApiResponse response = new RestXmlCodec(1 << 20, false).encodeResponse(operation, output);
        assertThat(response.status()).isEqualTo(test.getCode());
        Map<String, String> headers = new TreeMap<>(test.getHeaders());
        // The transport adds it.
        headers.remove("Content-Length");
        headers.forEach(
                (name, value) -> assertThat(String.join(", ", response.headers().all(name)))
                        .as(name)
                        .isEqualTo(value));
        test.getForbidHeaders()
                .forEach(name -> assertThat(response.headers().contains(name)).isFalse());
        test.getBody().ifPresent(expected -> {
            String body = new String(((ResponseBody.Bytes) response.body()).bytes(), StandardCharsets.UTF_8);
            boolean xml = test.getBodyMediaType().orElse("").endsWith("xml");
            assertThat(xml ? XmlText.canonical(body) : body).isEqualTo(xml ? XmlText.canonical(expected) : expected);
        });
    }

    /** Removes the request id, which this server always writes and most vectors omit. */
    private static String withoutMetadata(String document) {
        return document.replaceAll("(?s)<ResponseMetadata>.*</ResponseMetadata>", "");
    }
}
