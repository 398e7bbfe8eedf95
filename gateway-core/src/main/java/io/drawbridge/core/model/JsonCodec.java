// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.JsonError;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Encodes and decodes bodies of the AWS JSON 1.1 protocol: members by their names in the model, blobs in base64, times
 * as seconds since 1970. Thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">awsJson1_1</a>
 */
public final class JsonCodec {
    /** The maximum size of a body in bytes. */
    public static final int SIZE_MAX = 1 << 20;

    /** The maximum nesting depth of structures, lists and maps. */
    static final int DEPTH_MAX = 64;

    private static final int TEXT_FIRST = 512;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxDocumentLength(SIZE_MAX)
                    .maxStringLength(SIZE_MAX)
                    .maxNumberLength(64)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();

    private JsonCodec() {}

    /**
     * Decodes a structure. Unknown members and nulls are skipped.
     *
     * @param body UTF-8; an empty body has no members
     * @throws AwsException SerializationException when it is not a JSON object, or when a member has another type
     */
    public static <T extends Structure> T decode(byte[] body, StructureShape<T> shape) {
        if (body.length == 0) {
            return shape.create(new @Nullable Object[shape.size()]);
        }
        if (body.length > SIZE_MAX) {
            throw malformed("The request body is longer than " + SIZE_MAX + " bytes.");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            T structure = new JsonReader(parser).structure(shape);
            if (parser.nextToken() != null) {
                throw malformed("The request body has content after its JSON object.");
            }
            return structure;
        } catch (JacksonException e) {
            throw malformed("The request body is not valid JSON.");
        }
    }

    /**
     * Returns the body of a successful call: absent members are omitted, and an operation without a result has no body.
     */
    public static byte[] encodeResponse(Operation<?, ?> operation, Structure output) {
        return operation.outputRoot() == null ? new byte[0] : encode(output);
    }

    private static byte[] encode(Structure structure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TEXT_FIRST);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new JsonWriter(generator).structure(structure);
        }
        return out.toByteArray();
    }

    /** Returns the body of an error: its code as the type, its text, and its details as further members. */
    public static byte[] encodeError(AwsException error) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TEXT_FIRST);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeStartObject();
            generator.writeStringProperty("__type", error.code().code());
            generator.writeStringProperty("message", error.text());
            for (Map.Entry<String, String> detail : error.details().entrySet()) {
                generator.writeStringProperty(detail.getKey(), detail.getValue());
            }
            generator.writeEndObject();
        }
        return out.toByteArray();
    }

    static AwsException malformed(String text) {
        return new AwsException(JsonError.SERIALIZATION, text);
    }
}
