// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import io.drawbridge.core.model.Member.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.traits.HttpHeaderTrait;
import software.amazon.smithy.model.traits.HttpLabelTrait;
import software.amazon.smithy.model.traits.HttpPayloadTrait;
import software.amazon.smithy.model.traits.HttpPrefixHeadersTrait;
import software.amazon.smithy.model.traits.HttpQueryParamsTrait;
import software.amazon.smithy.model.traits.HttpQueryTrait;
import software.amazon.smithy.model.traits.HttpResponseCodeTrait;
import software.amazon.smithy.model.traits.HttpTrait;
import software.amazon.smithy.model.traits.RequiredTrait;
import software.amazon.smithy.model.traits.StreamingTrait;
import software.amazon.smithy.model.traits.TimestampFormatTrait;
import software.amazon.smithy.model.traits.XmlAttributeTrait;
import software.amazon.smithy.model.traits.XmlFlattenedTrait;
import software.amazon.smithy.model.traits.XmlNameTrait;
import software.amazon.smithy.model.traits.XmlNamespaceTrait;

/** Converts shapes of a Smithy model into shapes of this runtime. */
final class SmithyShapes {
    private static final ShapeId UNIT = ShapeId.from("smithy.api#Unit");
    private static final ShapeId UNWRAPPED = ShapeId.from("aws.customizations#s3UnwrappedXmlOutput");

    private final Model model;
    private final ServiceModel service;
    private final Map<ShapeId, StructureShape<DynamicStructure>> structures = new HashMap<>();

    SmithyShapes(Model model, ServiceShape shape, ServiceModel.Protocol protocol) {
        this.model = model;
        this.service = new ServiceModel(
                shape.getId().getName(),
                protocol,
                shape.getVersion(),
                "test",
                shape.getTrait(XmlNamespaceTrait.class)
                        .map(XmlNamespaceTrait::getUri)
                        .orElse(null));
    }

    boolean query() {
        return service.protocol() == ServiceModel.Protocol.QUERY;
    }

    boolean json() {
        return service.protocol() == ServiceModel.Protocol.JSON_1_1;
    }

    Operation<DynamicStructure, DynamicStructure> operation(OperationShape operation) {
        HttpTrait http = operation.getTrait(HttpTrait.class).orElse(null);
        String name = operation.getId().getName();
        ShapeId input = operation.getInputShape();
        ShapeId output = operation.getOutputShape();
        String outputRoot = query() ? name + "Result" : root(output);
        return new Operation<>(
                service,
                name,
                http == null ? "POST" : http.getMethod(),
                http == null ? "/" : http.getUri().toString(),
                http == null ? 200 : http.getCode(),
                top(input),
                top(output),
                root(input),
                output.equals(UNIT) ? null : outputRoot,
                operation.hasTrait(UNWRAPPED)
                        ? new Operation.Trait[] {Operation.Trait.UNWRAPPED}
                        : new Operation.Trait[0]);
    }

    private String root(ShapeId id) {
        return model.expectShape(id)
                .getTrait(XmlNameTrait.class)
                .map(XmlNameTrait::getValue)
                .orElse(id.getName());
    }

    private StructureShape<DynamicStructure> top(ShapeId id) {
        return DynamicStructure.shape(id.getName(), () -> members(id, true));
    }

    private StructureShape<DynamicStructure> nested(ShapeId id) {
        return structures.computeIfAbsent(id, key -> DynamicStructure.shape(key.getName(), () -> members(key, false)));
    }

    private List<Member> members(ShapeId id, boolean bound) {
        List<Member> members = new ArrayList<>();
        for (MemberShape member : model.expectShape(id).members()) {
            members.add(member(members.size(), member, bound && !query() && !json()));
        }
        return members;
    }

    private Member member(int index, MemberShape member, boolean bound) {
        Location location = bound ? location(member) : Location.BODY;
        List<Member.Trait> traits = new ArrayList<>();
        if (member.hasTrait(RequiredTrait.class)) {
            traits.add(Member.Trait.REQUIRED);
        }
        if (member.hasTrait(XmlAttributeTrait.class)) {
            traits.add(Member.Trait.ATTRIBUTE);
        }
        if (model.expectShape(member.getTarget()).hasTrait(StreamingTrait.class)) {
            traits.add(Member.Trait.STREAMING);
        }
        XmlNamespaceTrait namespace = namespace(member, location);
        return new Member(
                index,
                member.getMemberName(),
                wireName(member, location),
                shape(member, location),
                location,
                namespace == null ? null : namespace.getUri(),
                namespace == null ? null : namespace.getPrefix().orElse(null),
                traits.toArray(Member.Trait[]::new));
    }

    private @Nullable XmlNamespaceTrait namespace(MemberShape member, Location location) {
        XmlNamespaceTrait memberNamespace =
                member.getTrait(XmlNamespaceTrait.class).orElse(null);
        if (memberNamespace == null && location == Location.PAYLOAD) {
            return model.expectShape(member.getTarget())
                    .getTrait(XmlNamespaceTrait.class)
                    .orElse(null);
        }
        return memberNamespace;
    }

    private static Location location(MemberShape member) {
        if (member.hasTrait(HttpHeaderTrait.class)) {
            return Location.HEADER;
        } else if (member.hasTrait(HttpPrefixHeadersTrait.class)) {
            return Location.HEADERS;
        } else if (member.hasTrait(HttpLabelTrait.class)) {
            return Location.URI;
        } else if (member.hasTrait(HttpQueryTrait.class) || member.hasTrait(HttpQueryParamsTrait.class)) {
            return Location.QUERYSTRING;
        } else if (member.hasTrait(HttpPayloadTrait.class)) {
            return Location.PAYLOAD;
        }
        return member.hasTrait(HttpResponseCodeTrait.class) ? Location.STATUS_CODE : Location.BODY;
    }

    private String wireName(MemberShape member, Location location) {
        String xmlName =
                member.getTrait(XmlNameTrait.class).map(XmlNameTrait::getValue).orElse(null);
        return switch (location) {
            case HEADER -> member.expectTrait(HttpHeaderTrait.class).getValue();
            case HEADERS -> member.expectTrait(HttpPrefixHeadersTrait.class).getValue();
            case QUERYSTRING ->
                member.getTrait(HttpQueryTrait.class)
                        .map(HttpQueryTrait::getValue)
                        .orElse(member.getMemberName());
            case PAYLOAD -> xmlName == null ? root(member.getTarget()) : xmlName;
            default -> xmlName == null ? member.getMemberName() : xmlName;
        };
    }

    private Shape shape(MemberShape member, Location location) {
        software.amazon.smithy.model.shapes.Shape target = model.expectShape(member.getTarget());
        boolean flat = member.hasTrait(XmlFlattenedTrait.class);
        return switch (target.getType()) {
            case STRING, ENUM -> string(target);
            case BYTE, SHORT, INTEGER, INT_ENUM -> IntegerShape.ANY;
            case LONG -> LongShape.ANY;
            case FLOAT -> FloatShape.ANY;
            case DOUBLE -> DoubleShape.ANY;
            case BOOLEAN -> BooleanShape.ANY;
            case BLOB -> BlobShape.ANY;
            case TIMESTAMP -> timestamp(member, target, location);
            case LIST, SET -> {
                MemberShape element = target.asListShape().orElseThrow().getMember();
                yield new ListShape(shape(element, location), name(element, "member"), flat, 0, Integer.MAX_VALUE);
            }
            case MAP -> {
                MemberShape key = target.asMapShape().orElseThrow().getKey();
                MemberShape value = target.asMapShape().orElseThrow().getValue();
                yield new MapShape(
                        StringShape.ANY,
                        shape(value, location),
                        name(key, "key"),
                        name(value, "value"),
                        flat,
                        0,
                        Integer.MAX_VALUE);
            }
            case STRUCTURE, UNION -> nested(target.getId());
            default -> throw new IllegalArgumentException(target.getType() + " is not part of these protocols");
        };
    }

    private static StringShape string(software.amazon.smithy.model.shapes.Shape target) {
        return target.asEnumShape()
                .map(e -> new StringShape(
                        0,
                        Integer.MAX_VALUE,
                        null,
                        false,
                        e.getEnumValues().values().toArray(String[]::new)))
                .orElse(StringShape.ANY);
    }

    private static String name(MemberShape member, String otherwise) {
        return member.getTrait(XmlNameTrait.class).map(XmlNameTrait::getValue).orElse(otherwise);
    }

    private TimestampShape timestamp(
            MemberShape member, software.amazon.smithy.model.shapes.Shape target, Location location) {
        TimestampFormatTrait trait = member.getTrait(TimestampFormatTrait.class)
                .or(() -> target.getTrait(TimestampFormatTrait.class))
                .orElse(null);
        if (trait == null) {
            if (json()) {
                return TimestampShape.UNIX_TIMESTAMP;
            }
            return location == Location.HEADER ? TimestampShape.RFC822 : TimestampShape.ISO8601;
        }
        return switch (trait.getFormat()) {
            case HTTP_DATE -> TimestampShape.RFC822;
            case EPOCH_SECONDS -> TimestampShape.UNIX_TIMESTAMP;
            default -> TimestampShape.ISO8601;
        };
    }
}
