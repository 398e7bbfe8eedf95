// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package model;

import static model.Names.capital;
import static model.Names.methodName;
import static model.Names.quote;
import static model.Names.upperSnake;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import model.Model.Entry;
import model.Model.Mem;
import model.Model.Op;
import model.Model.Struct;

/** Writes the types of structures: getters, builder and the table of members. */
final class StructureWriter {
    /** Simple names that generated code uses or that java.lang would shadow: an overlay must rename such a shape. */
    private static final Set<String> RESERVED_TYPES = Set.of(
            "Object", "Error", "Exception", "String", "Integer", "Long", "Boolean", "Double", "Float", "List", "Map",
            "Instant", "Builder", "Table", "Operation", "Structure", "StructureShape", "Member", "Shape", "Nullable",
            "RequestBody", "ResponseBody", "Override", "Record", "Enum", "Iterable", "Process", "Thread", "Module");

    private final Model model;
    private final SourceFolder folder;
    private final String prefix;

    /**
     * @param prefix of the names of the service's own types, such as {@code Iam}
     */
    StructureWriter(Model model, SourceFolder folder, String prefix) {
        this.model = model;
        this.folder = folder;
        this.prefix = prefix;
    }

    /** What a structure is used for. */
    enum Role {
        INPUT,
        OUTPUT,
        NESTED
    }

    /**
     * Writes one type.
     *
     * @param op whose input or output it is; null for a nested one
     */
    void write(Struct struct, Role role, Op op) throws IOException {
        String type = struct.name;
        if (RESERVED_TYPES.contains(type) || (role == Role.NESTED && model.takenByOperation(type))) {
            throw new IllegalStateException("shape " + type + " needs a rename line in the overlay");
        }
        StringBuilder out = new StringBuilder(4096);
        folder.header(out, true);
        out.append("/** ").append(describe(struct, role, op)).append(" */\n");
        out.append("@SuppressWarnings(\"unchecked\")\n");
        out.append("public final class ").append(type).append(" extends Structure {\n");
        out.append("    public static final StructureShape<").append(type).append("> SHAPE = new Table();\n");
        if (role == Role.INPUT) {
            operationConstant(out, op);
        }
        out.append("\n    private ").append(type).append("(@Nullable Object[] values) {\n        super(values);\n    }\n");
        out.append("\n    public static Builder builder() {\n        return new Builder(new @Nullable Object[")
                .append(struct.members.size()).append("]);\n    }\n");
        out.append("\n    /** A builder that begins with the values of this one. */\n");
        out.append("    public Builder toBuilder() {\n        return new Builder(copyValues());\n    }\n");
        out.append("\n    @Override\n    public StructureShape<").append(type)
                .append("> shape() {\n        return SHAPE;\n    }\n");
        int index = 0;
        Set<String> names = new TreeSet<>();
        for (Mem member : struct.members.values()) {
            if (!names.add(methodName(member.name))) {
                throw new IllegalStateException("two members of " + type + " are named " + methodName(member.name));
            }
            getter(out, member, index++, role);
        }
        builder(out, struct, role);
        table(out, struct, role);
        out.append("}\n");
        folder.write(type, out.toString());
    }

    private String describe(Struct struct, Role role, Op op) {
        switch (role) {
            case INPUT:
                return "The parameters of {@code " + op.name + "}.";
            case OUTPUT:
                return "The result of {@code " + op.name + "}.";
            default:
                return "The structure {@code " + struct.wireRoot + "} of " + model.service.name + ".";
        }
    }

    private void operationConstant(StringBuilder out, Op op) {
        String in = op.name + "Request";
        String result = op.name + "Response";
        out.append("    public static final Operation<").append(in).append(", ").append(result)
                .append("> OPERATION = new Operation<>(\n            ").append(prefix).append("Service.MODEL, ")
                .append(quote(op.name)).append(", ").append(quote(op.args.get(0))).append(", ")
                .append(quote(op.args.get(1))).append(", ").append(op.attributes.getOrDefault("status", "200"))
                .append(", SHAPE, ").append(result).append(".SHAPE, ").append(quote(inputRoot(op))).append(", ")
                .append(quote(outputRoot(op)));
        for (String flag : List.of(
                "checksumRequired", "checksumOptional", "responseChecksum", "unsigned", "unwrapped",
                "jsonPayload")) {
            boolean set = flag.startsWith("checksum")
                    ? flag.substring(8).toLowerCase(Locale.ROOT).equals(op.attributes.get("checksum"))
                    : op.attributes.containsKey(flag);
            if (set) {
                out.append(", Operation.Trait.").append(upperSnake(flag));
            }
        }
        out.append(");\n");
    }

    private String inputRoot(Op op) {
        return op.attributes.containsKey("inputRoot") ? op.attributes.get("inputRoot") : op.word("input");
    }

    private String outputRoot(Op op) {
        if (op.attributes.containsKey("outputRoot")) {
            return op.attributes.get("outputRoot");
        }
        return op.attributes.containsKey("wrapper") ? op.attributes.get("wrapper") : op.word("output");
    }

    private void getter(StringBuilder out, Mem member, int index, Role role) {
        String type = javaType(member, role);
        String method = methodName(member.name);
        boolean collection = type.startsWith("List<") || type.startsWith("Map<");
        out.append('\n');
        if (collection) {
            out.append("    /** Never null: empty when absent, see {@link #has").append(capital(method))
                    .append("}. */\n    public ").append(type).append(' ').append(method).append("() {\n        ");
            String kind = type.startsWith("List<") ? "List" : "Map";
            out.append(kind.equals("List") ? "List<?>" : "Map<?, ?>").append(" value = (")
                    .append(kind.equals("List") ? "List<?>" : "Map<?, ?>").append(") get(").append(index)
                    .append(");\n        return value == null ? ").append(kind).append(".of() : (").append(type)
                    .append(") value;\n    }\n");
            out.append("\n    public boolean has").append(capital(method)).append("() {\n        return get(")
                    .append(index).append(") != null;\n    }\n");
        } else if (member.flag("required")) {
            out.append("    public ").append(type).append(' ').append(method).append("() {\n        return (")
                    .append(type).append(") require(").append(index).append(");\n    }\n");
        } else {
            out.append("    public ").append(annotated(type)).append(' ').append(method)
                    .append("() {\n        return (").append(type).append(") get(").append(index).append(");\n    }\n");
        }
    }

    private void builder(StringBuilder out, Struct struct, Role role) {
        out.append("\n    /** Collects values; not thread-safe. Lists and maps are copied. */\n");
        out.append("    public static final class Builder {\n        private final @Nullable Object[] values;\n");
        out.append("\n        private Builder(@Nullable Object[] values) {\n            this.values = values;\n        }\n");
        int index = 0;
        for (Mem member : struct.members.values()) {
            String type = javaType(member, role);
            out.append("\n        public Builder ").append(methodName(member.name)).append('(').append(annotated(type))
                    .append(" value) {\n            values[").append(index++).append("] = ");
            if (type.startsWith("List<") || type.startsWith("Map<")) {
                out.append("frozen(value)");
            } else {
                out.append("value");
            }
            out.append(";\n            return this;\n        }\n");
        }
        out.append("\n        public ").append(struct.name).append(" build() {\n            return new ")
                .append(struct.name).append("(values.clone());\n        }\n    }\n");
    }

    private void table(StringBuilder out, Struct struct, Role role) {
        out.append("\n    private static final class Table extends StructureShape<").append(struct.name).append("> {\n");
        out.append("        private Table() {\n            super(").append(quote(struct.wireRoot)).append(");\n        }\n");
        out.append("\n        @Override\n        protected ").append(struct.name)
                .append(" newInstance(@Nullable Object[] values) {\n            return new ").append(struct.name)
                .append("(values);\n        }\n");
        out.append("\n        @Override\n        protected Member[] newMembers() {\n            return new Member[] {\n");
        int index = 0;
        for (Mem member : struct.members.values()) {
            out.append("                ").append(memberExpression(struct, member, index++, role)).append(",\n");
        }
        out.append("            };\n        }\n    }\n");
    }

    private String memberExpression(Struct struct, Mem member, int index, Role role) {
        Entry target = model.shape(member.target());
        String location = member.attributes.getOrDefault("in", "body");
        if (member.name.equals(struct.attributes.get("payload"))) {
            location = "payload";
        }
        StringBuilder out = new StringBuilder("new Member(" + index + ", " + quote(member.name) + ", "
                + quote(wireName(member, target, location)) + ", " + shapeExpression(member, target, location)
                + ", Member.Location." + upperSnake(location));
        String namespace = location.equals("payload") ? null : member.attributes.get("xmlns");
        if (namespace != null) {
            out.append(", ").append(quote(namespace)).append(", ").append(quote(member.attributes.get("prefix")));
        }
        for (String flag : List.of("required", "attribute", "streaming", "token")) {
            if (member.flag(flag)) {
                out.append(", Member.Trait.").append(upperSnake(flag));
            }
        }
        return out.append(')').toString();
    }

    private String wireName(Mem member, Entry target, String location) {
        if (member.attributes.containsKey("name")) {
            return member.attributes.get("name");
        }
        if (location.equals("payload") && target instanceof Struct) {
            return ((Struct) target).wireRoot;
        }
        boolean flat = member.flag("flattened") || target.attributes.containsKey("flattened");
        return flat && target.attributes.containsKey("name") ? target.attributes.get("name") : member.name;
    }

    private String shapeExpression(Mem member, Entry target, String location) {
        if (target.kind.equals("timestamp")) {
            String format = member.attributes.getOrDefault("format", target.attributes.get("format"));
            if (format == null) {
                format = location.startsWith("header") ? "rfc822" : "iso8601";
            }
            return "TimestampShape." + upperSnake(format);
        }
        return shapeExpression(target, member.flag("flattened"));
    }

    private String shapeExpression(Entry target, boolean flattenedMember) {
        if (target instanceof Struct) {
            return target.name + ".SHAPE";
        }
        Map<String, String> a = target.attributes;
        boolean flat = flattenedMember || a.containsKey("flattened");
        String bounds = ", " + flat + ", " + a.getOrDefault("min", "0") + ", "
                + a.getOrDefault("max", "Integer.MAX_VALUE") + ")";
        if (target.kind.equals("list")) {
            return "new ListShape(" + shapeExpression(model.shape(target.args.get(0)), false) + ", "
                    + quote(a.getOrDefault("name", "member")) + bounds;
        }
        if (target.kind.equals("map")) {
            return "new MapShape(" + shapeExpression(model.shape(target.args.get(0)), false) + ", "
                    + shapeExpression(model.shape(target.args.get(1)), false) + ", "
                    + quote(a.getOrDefault("keyName", "key")) + ", " + quote(a.getOrDefault("valueName", "value"))
                    + bounds;
        }
        return simpleExpression(target);
    }

    /** How a shape without members is named in generated code. */
    String simpleExpression(Entry target) {
        boolean plain = target.attributes.isEmpty() && target.lines.isEmpty();
        switch (target.kind) {
            case "timestamp":
                return "TimestampShape." + upperSnake(target.attributes.getOrDefault("format", "iso8601"));
            case "boolean":
                return "BooleanShape.ANY";
            case "float":
                return "FloatShape.ANY";
            case "double":
                return "DoubleShape.ANY";
            case "string":
                return plain ? "StringShape.ANY" : prefix + "Shapes." + upperSnake(target.name);
            default:
                return plain ? capital(target.kind) + "Shape.ANY" : prefix + "Shapes." + upperSnake(target.name);
        }
    }

    private String javaType(Mem member, Role role) {
        if (member.flag("streaming")) {
            return role == Role.OUTPUT ? "ResponseBody" : "RequestBody";
        }
        return javaType(model.shape(member.target()));
    }

    private String javaType(Entry entry) {
        switch (entry.kind) {
            case "string":
                return "String";
            case "integer":
                return "Integer";
            case "long":
                return "Long";
            case "boolean":
                return "Boolean";
            case "float":
                return "Float";
            case "double":
                return "Double";
            case "timestamp":
                return "Instant";
            case "blob":
                return "byte[]";
            case "list":
                return "List<" + javaType(model.shape(entry.args.get(0))) + ">";
            case "map":
                return "Map<" + javaType(model.shape(entry.args.get(0))) + ", "
                        + javaType(model.shape(entry.args.get(1))) + ">";
            default:
                return entry.name;
        }
    }

    private static String annotated(String type) {
        return type.endsWith("[]") ? type.replace("[]", " @Nullable []") : "@Nullable " + type;
    }
}
