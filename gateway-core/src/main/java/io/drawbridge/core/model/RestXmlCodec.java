// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.error.AwsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The REST-XML protocol of S3: members in the path, the query, headers and the body. Thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html">restXml</a>
 */
public final class RestXmlCodec {
    private static final String XML_TYPE = "application/xml";

    private final XmlCodec xml;
    private final RestXmlReader reader;

    /**
     * @param bodySizeMax the maximum size of an XML document or another body that is kept in memory, in bytes
     * @param milliseconds whether times in bodies always have three fraction digits, as in S3
     */
    public RestXmlCodec(int bodySizeMax, boolean milliseconds) {
        xml = new XmlCodec(milliseconds);
        reader = new RestXmlReader(xml, bodySizeMax);
    }

    /** Whether the body of an operation's request is read into memory as a document, not streamed and not ignored. */
    public static boolean hasDocument(Operation<?, ?> operation) {
        Member payload = operation.input().payload();
        return payload == null ? operation.input().hasBodyMembers() : !payload.streaming();
    }

    /**
     * Decodes the parameters outside of the body; the others are absent, also required ones.
     *
     * @throws AwsException InvalidArgument or InvalidRequest
     */
    public <I extends Structure> I decodeHead(
            Operation<I, ?> operation, Map<String, String> labels, FormParameters query, HttpHeaders headers) {
        return reader.readHead(operation, labels, query, headers);
    }

    /**
     * Decodes the parameters of an operation. A streaming body is passed on; any other body is read to its end.
     *
     * @param labels the decoded path labels by their names in the model, such as {@code Bucket} and {@code Key}
     * @throws AwsException MalformedXML, InvalidArgument, InvalidRequest, MissingRequestBodyError or
     *     MaxMessageLengthExceeded
     * @throws IOException when the connection failed
     */
    public <I extends Structure> I decodeRequest(
            Operation<I, ?> operation,
            Map<String, String> labels,
            FormParameters query,
            HttpHeaders headers,
            RequestBody body)
            throws IOException {
        return reader.read(operation, labels, query, headers, body);
    }

    /** Returns the response of a successful call. */
    public <O extends Structure> ApiResponse encodeResponse(Operation<?, O> operation, O output) {
        HttpHeaders headers = new HttpHeaders();
        int status = operation.status();
        for (Member member : output.shape().members()) {
            Object value = output.get(member.index());
            if (value == null) {
                continue;
            }
            switch (member.location()) {
                case HEADER -> headers.add(member.wireName(), RestXmlReader.headerText(member.shape(), value));
                case HEADERS -> {
                    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                        headers.add(
                                member.wireName() + entry.getKey(),
                                entry.getValue().toString());
                    }
                }
                case STATUS_CODE -> status = (Integer) value;
                default -> {
                    // Belongs to the body.
                }
            }
        }
        return new ApiResponse(status, headers, body(operation, output, headers));
    }

    private ResponseBody body(Operation<?, ?> operation, Structure output, HttpHeaders headers) {
        Member payload = output.shape().payload();
        String namespace = operation.service().xmlNamespace();
        if (payload != null) {
            Object value = output.get(payload.index());
            return value == null ? ResponseBody.EMPTY : payload(operation, payload, value, namespace, headers);
        }
        String root = operation.outputRoot();
        if (root == null || !output.shape().hasBodyMembers()) {
            return ResponseBody.EMPTY;
        }
        contentType(headers, XML_TYPE);
        if (operation.has(Operation.Trait.UNWRAPPED)) {
            return unwrapped(output, root, namespace);
        }
        return new ResponseBody.Bytes(xml.encode(output, root, namespace));
    }

    private ResponseBody payload(
            Operation<?, ?> operation, Member member, Object value, @Nullable String namespace, HttpHeaders headers) {
        if (value instanceof ResponseBody streamed) {
            return streamed;
        } else if (value instanceof Structure structure) {
            contentType(headers, XML_TYPE);
            boolean ownNamespace = member.xmlNamespace() != null;
            return new ResponseBody.Bytes(xml.encode(
                    structure,
                    member.wireName(),
                    ownNamespace ? member.xmlNamespace() : namespace,
                    member.xmlPrefix()));
        } else if (value instanceof byte[] bytes) {
            contentType(headers, "application/octet-stream");
            return new ResponseBody.Bytes(bytes);
        }
        contentType(headers, operation.has(Operation.Trait.JSON_PAYLOAD) ? "application/json" : "text/plain");
        return new ResponseBody.Bytes(value.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** AWS: GetBucketLocation puts the text of its only member into the root element. */
    private static ResponseBody unwrapped(Structure output, String root, @Nullable String namespace) {
        XmlWriter out = new XmlWriter(256).declaration().start(root);
        if (namespace != null) {
            out.attribute("xmlns", namespace);
        }
        Object value = output.get(0);
        return new ResponseBody.Bytes(
                out.text(value == null ? "" : value.toString()).end(root).toByteArray());
    }

    /**
     * Returns the response of a failed call; without a body where HTTP forbids one. For HEAD the writer sends no body.
     * Details whose names begin with {@code x-amz-}, {@code Allow} and {@code Last-Modified} become headers; any
     * other detail becomes an element.
     *
     * @param requestId 16 characters
     * @param hostId the value of {@code x-amz-id-2}
     */
    public static ApiResponse encodeError(AwsException error, String requestId, String hostId) {
        HttpHeaders headers = new HttpHeaders();
        int status = error.code().status();
        if (status == 304 || status == 204) {
            return new ApiResponse(status, headers, ResponseBody.EMPTY);
        }
        headers.add("Content-Type", XML_TYPE);
        for (Map.Entry<String, String> detail : error.details().entrySet()) {
            if (isHeader(detail.getKey())) {
                headers.add(detail.getKey(), detail.getValue());
            }
        }
        return new ApiResponse(status, headers, new ResponseBody.Bytes(errorDocument(error, requestId, hostId)));
    }

    /** Returns only the document, for operations that fail after they sent status 200. */
    public static byte[] errorDocument(AwsException error, String requestId, String hostId) {
        XmlWriter out = new XmlWriter(512)
                .declaration()
                .start("Error")
                .element("Code", error.code().code())
                .element("Message", error.text());
        for (Map.Entry<String, String> detail : error.details().entrySet()) {
            if (!isHeader(detail.getKey())) {
                out.element(detail.getKey(), detail.getValue());
            }
        }
        return out.element("RequestId", requestId)
                .element("HostId", hostId)
                .end("Error")
                .toByteArray();
    }

    private static boolean isHeader(String detail) {
        return detail.startsWith("x-amz-") || detail.equals("Allow") || detail.equals("Last-Modified");
    }

    private static void contentType(HttpHeaders headers, String type) {
        if (!headers.contains("Content-Type")) {
            headers.add("Content-Type", type);
        }
    }
}
