// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.error.AwsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the parameters of a REST-XML request from path, query, headers and body. */
final class RestXmlReader {
    private final XmlCodec xml;
    private final int bodySizeMax;

    RestXmlReader(XmlCodec xml, int bodySizeMax) {
        this.xml = xml;
        this.bodySizeMax = bodySizeMax;
    }

    /** Reads the members outside of the body. */
    <I extends Structure> I readHead(
            Operation<I, ?> operation, Map<String, String> labels, FormParameters query, HttpHeaders headers) {
        StructureShape<I> shape = operation.input();
        @Nullable Object[] values = new @Nullable Object[shape.size()];
        for (Member member : shape.members()) {
            Object value =
                    switch (member.location()) {
                        case URI -> label(member, labels.get(member.wireName()));
                        case QUERYSTRING -> parameter(member, query);
                        case HEADER -> header(member, headers);
                        case HEADERS -> prefixed(member, headers);
                        default -> null;
                    };
            values[member.index()] = value;
            if (value == null && member.required() && member.location() != Member.Location.PAYLOAD) {
                refuseMissing(member);
            }
        }
        return shape.create(values);
    }

    <I extends Structure> I read(
            Operation<I, ?> operation,
            Map<String, String> labels,
            FormParameters query,
            HttpHeaders headers,
            RequestBody body)
            throws IOException {
        StructureShape<I> shape = operation.input();
        @Nullable Object[] values = new @Nullable Object[shape.size()];
        for (Member member : shape.members()) {
            Object value =
                    switch (member.location()) {
                        case URI -> label(member, labels.get(member.wireName()));
                        case QUERYSTRING -> parameter(member, query);
                        case HEADER -> header(member, headers);
                        case HEADERS -> prefixed(member, headers);
                        case PAYLOAD -> payload(member, body);
                        default -> null;
                    };
            values[member.index()] = value;
            if (value == null && member.required()) {
                refuseMissing(member);
            }
        }
        if (shape.payload() == null && shape.hasBodyMembers()) {
            byte[] document = readAll(body);
            String root = operation.inputRoot();
            if (document.length > 0 && root != null) {
                xml.decodeInto(document, shape, root, values);
            } else if (shape.members().stream().anyMatch(m -> m.inBody() && m.required())) {
                throw missingBody();
            }
        }
        return shape.create(values);
    }

    private static void refuseMissing(Member member) {
        switch (member.location()) {
            case HEADER ->
                throw new AwsException(
                        RestXmlError.INVALID_REQUEST, "Missing required header for this request: " + member.wireName());
            case QUERYSTRING ->
                throw new AwsException(
                                RestXmlError.INVALID_ARGUMENT,
                                "A required query parameter is missing: " + member.wireName())
                        .with("ArgumentName", member.wireName());
            case PAYLOAD -> throw missingBody();
            case URI -> throw new AwsException(RestXmlError.INVALID_REQUEST, "Missing " + member.name());
            default -> {
                // Members in the body are read when the body is parsed.
            }
        }
    }

    private static AwsException missingBody() {
        return new AwsException(RestXmlError.MISSING_REQUEST_BODY, "Request Body is empty");
    }

    private static @Nullable Object label(Member member, @Nullable String text) {
        return text == null ? null : scalar(member.wireName(), text, member.shape());
    }

    private static @Nullable Object parameter(Member member, FormParameters query) {
        List<String> texts = query.all(member.wireName());
        if (texts.isEmpty()) {
            return null;
        }
        if (member.shape() instanceof ListShape list) {
            return scalars(member.wireName(), texts, list);
        }
        String text = texts.get(0);
        if (text.isEmpty() && !(member.shape() instanceof StringShape)) {
            return null;
        }
        return scalar(member.wireName(), text, member.shape());
    }

    private static @Nullable Object header(Member member, HttpHeaders headers) {
        if (member.shape() instanceof ListShape list) {
            List<String> lines = headers.all(member.wireName());
            List<String> texts = new ArrayList<>();
            for (String line : lines) {
                split(line, list.element() == TimestampShape.RFC822, texts);
            }
            return lines.isEmpty() ? null : scalars(member.wireName(), texts, list);
        }
        String text = headers.first(member.wireName()).orElse(null);
        if (text == null || (text.isEmpty() && !(member.shape() instanceof StringShape))) {
            return null;
        }
        return scalar(member.wireName(), text, member.shape());
    }

    /** Splits at commas; a comma in quotes does not count, nor the comma in an HTTP date. */
    private static void split(String line, boolean dates, List<String> texts) {
        StringBuilder current = new StringBuilder();
        boolean quoted = false;
        int commas = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\' && i + 1 < line.length()) {
                current.append(line.charAt(++i));
            } else if (c == '"' && (quoted || current.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted && !(dates && commas++ % 2 == 0)) {
                texts.add(current.toString().trim());
                current.setLength(0);
            } else {
                current.append(c);
            }
        }
        texts.add(current.toString().trim());
    }

    /** Returns metadata: lower-case names without the prefix, as S3 stores them; repeated values joined by a comma. */
    private static @Nullable Object prefixed(Member member, HttpHeaders headers) {
        String prefix = member.wireName();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                metadata.merge(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT),
                        headers.value(i),
                        (first, second) -> first + "," + second);
            }
        }
        return metadata.isEmpty() ? null : Collections.unmodifiableMap(metadata);
    }

    private @Nullable Object payload(Member member, RequestBody body) throws IOException {
        if (member.streaming()) {
            return body;
        }
        byte[] bytes = readAll(body);
        if (bytes.length == 0) {
            // AWS: an empty text is a value; PutBucketPolicy reports it as a malformed policy.
            return member.shape() instanceof StringShape ? "" : null;
        } else if (member.shape() instanceof StructureShape<?> structure) {
            return xml.decode(bytes, structure, member.wireName());
        } else if (member.shape() instanceof BlobShape) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AwsException(RestXmlError.INVALID_REQUEST, "The request body is not valid UTF-8.");
        }
    }

    private byte[] readAll(RequestBody body) throws IOException {
        long announced = body.contentLength();
        if (announced > bodySizeMax) {
            throw tooLong();
        }
        byte[] bytes = new byte[announced >= 0 ? (int) announced + 1 : 8192];
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            int count = body.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
            if (count < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += count;
            if (length > bodySizeMax) {
                throw tooLong();
            }
        }
    }

    private static AwsException tooLong() {
        return new AwsException(RestXmlError.MAX_MESSAGE_LENGTH_EXCEEDED, "Your request was too big.");
    }

    private static List<Object> scalars(String name, List<String> texts, ListShape shape) {
        List<Object> values = new ArrayList<>(texts.size());
        for (String text : texts) {
            values.add(scalar(name, text, shape.element()));
        }
        return Collections.unmodifiableList(values);
    }

    private static Object scalar(String name, String text, Shape shape) {
        Object value = Scalars.parse(text, shape);
        if (value != null) {
            return value;
        }
        boolean number = shape instanceof IntegerShape || shape instanceof LongShape;
        throw new AwsException(
                        RestXmlError.INVALID_ARGUMENT,
                        number
                                ? "Provided " + name + " not an integer or within integer range"
                                : "The value of " + name + " is not valid")
                .with("ArgumentName", name)
                .with("ArgumentValue", text);
    }

    /** Returns the text of a response header. */
    static String headerText(Shape shape, Object value) {
        if (!(shape instanceof ListShape list)) {
            return Scalars.format(value, shape, false);
        }
        StringBuilder out = new StringBuilder();
        for (Object element : (List<?>) value) {
            String text = Scalars.format(element, list.element(), false);
            if (!out.isEmpty()) {
                out.append(", ");
            }
            if (list.element() instanceof StringShape && (text.indexOf(',') >= 0 || text.indexOf('"') >= 0)) {
                out.append('"')
                        .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            } else {
                out.append(text);
            }
        }
        return out.toString();
    }
}
