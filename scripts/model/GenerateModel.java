// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package model;

import static model.Names.capital;
import static model.Names.quote;
import static model.Names.upperSnake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import model.Model.Entry;
import model.Model.Mem;
import model.Model.Op;
import model.Model.Struct;
import model.StructureWriter.Role;

/**
 * Writes the request and response types, the operation enum and the error enum of one service from its model file and
 * the overlay next to it. Started by the build; the file format is explained in docs/model-format.md.
 *
 * <p>Usage: {@code GenerateModel MODEL OVERLAY PACKAGE OUTPUT_FOLDER}. A file whose content would not change
 * is not touched, and files that are no longer generated are removed.
 */
final class GenerateModel {
    private final Model model;
    private final String packageName;
    private final String prefix;
    private final SourceFolder folder;
    private final StructureWriter structures;

    private GenerateModel(Model model, String packageName, Path output) throws IOException {
        this.model = model;
        this.packageName = packageName;
        this.prefix = capital(packageName.split("\\.")[2]);
        this.folder = new SourceFolder(packageName, output);
        this.structures = new StructureWriter(model, folder, prefix);
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("usage: GenerateModel MODEL OVERLAY PACKAGE OUTPUT_FOLDER");
        }
        Model model = new Model();
        model.read(Path.of(args[0]));
        model.read(Path.of(args[1]));
        model.applyRenames();
        new GenerateModel(model, args[2], Path.of(args[3])).run();
    }

    private void run() throws IOException {
        folder.write("package-info", "\n/** Request and response types of " + model.service.name
                + ", generated from its model. */\n@org.jspecify.annotations.NullMarked\npackage " + packageName + ";\n");
        Map<String, Struct> nested = new TreeMap<>();
        for (Op op : model.operations.values()) {
            Struct input = model.structure(op.word("input")).renamed(op.name + "Request");
            Struct output = model.structure(op.word("output")).renamed(op.name + "Response");
            collect(input, nested);
            collect(output, nested);
            structures.write(input, Role.INPUT, op);
            structures.write(output, Role.OUTPUT, op);
        }
        for (Struct struct : nested.values()) {
            structures.write(struct, Role.NESTED, null);
        }
        simpleShapes();
        service();
        operationEnum();
        errorEnum();
        folder.removeOthers();
    }

    private void collect(Struct struct, Map<String, Struct> nested) {
        for (Mem member : struct.members.values()) {
            collect(member.target(), nested);
        }
    }

    private void collect(String name, Map<String, Struct> nested) {
        Entry entry = model.shape(name);
        if (entry instanceof Struct) {
            Struct struct = (Struct) entry;
            if (nested.put(struct.name, struct) == null) {
                collect(struct, nested);
            }
        } else if (entry.kind.equals("list")) {
            collect(entry.args.get(0), nested);
        } else if (entry.kind.equals("map")) {
            collect(entry.args.get(0), nested);
            collect(entry.args.get(1), nested);
        }
    }

    /** Strings, numbers and blobs with constraints, each made once. */
    private void simpleShapes() throws IOException {
        StringBuilder out = new StringBuilder(16384);
        folder.header(out, true);
        out.append("/** The constrained strings, numbers and blobs of ").append(model.service.name).append(". */\n");
        out.append("final class ").append(prefix).append("Shapes {\n");
        for (Entry entry : new TreeMap<>(model.shapes).values()) {
            if (!Model.SIMPLE.contains(entry.kind)
                    || !structures.simpleExpression(entry).equals(prefix + "Shapes." + upperSnake(entry.name))) {
                continue;
            }
            String type = capital(entry.kind) + "Shape";
            out.append("    static final ").append(type).append(' ').append(upperSnake(entry.name)).append(" = new ")
                    .append(type).append('(').append(simpleArguments(entry)).append(");\n");
        }
        out.append("\n    private ").append(prefix).append("Shapes() {}\n}\n");
        folder.write(prefix + "Shapes", out.toString());
    }

    private String simpleArguments(Entry entry) {
        Map<String, String> a = entry.attributes;
        boolean sensitive = a.containsKey("sensitive");
        switch (entry.kind) {
            case "string":
                StringBuilder out = new StringBuilder(a.getOrDefault("min", "0") + ", "
                        + a.getOrDefault("max", "Integer.MAX_VALUE") + ", " + quote(entry.lines.get("pattern")) + ", "
                        + sensitive);
                if (entry.lines.containsKey("enum")) {
                    for (String value : entry.lines.get("enum").split(" ")) {
                        out.append(", ").append(quote(value));
                    }
                }
                return out.toString();
            case "integer":
                return a.getOrDefault("min", "Integer.MIN_VALUE") + ", " + a.getOrDefault("max", "Integer.MAX_VALUE");
            case "long":
                return (a.containsKey("min") ? a.get("min") + "L" : "Long.MIN_VALUE") + ", "
                        + (a.containsKey("max") ? a.get("max") + "L" : "Long.MAX_VALUE");
            case "blob":
                return a.getOrDefault("min", "0") + ", " + a.getOrDefault("max", "Integer.MAX_VALUE") + ", " + sensitive;
            default:
                throw new IllegalStateException(entry.kind + " " + entry.name + " cannot be constrained");
        }
    }

    private void service() throws IOException {
        Entry s = model.service;
        StringBuilder out = new StringBuilder();
        folder.header(out, true);
        out.append("/** What is the same for every operation of ").append(s.name).append(". */\n");
        out.append("public final class ").append(prefix).append("Service {\n    public static final ServiceModel MODEL =")
                .append(" new ServiceModel(\n            ").append(quote(s.name)).append(", ServiceModel.Protocol.")
                .append(upperSnake(s.attributes.get("protocol"))).append(", ").append(quote(s.attributes.get("version")))
                .append(", ").append(quote(s.attributes.get("signing"))).append(", ")
                .append(quote(s.attributes.get("xmlns"))).append(");\n\n    private ").append(prefix)
                .append("Service() {}\n}\n");
        folder.write(prefix + "Service", out.toString());
    }

    private void operationEnum() throws IOException {
        String type = prefix + "Operation";
        StringBuilder out = new StringBuilder(16384);
        folder.header(out, true);
        out.append("/** Every operation that the model of ").append(model.service.name)
                .append(" knows, done or not. */\npublic enum ").append(type).append(" implements OperationName {\n");
        StringBuilder lookup = new StringBuilder();
        StringBuilder classes = new StringBuilder();
        String separator = "";
        for (Op op : model.operations.values()) {
            String constant = upperSnake(op.name);
            out.append(separator).append("    ").append(constant).append('(').append(quote(op.name)).append(')');
            separator = ",\n";
            lookup.append("            case ").append(quote(op.name)).append(" -> Optional.of(").append(constant)
                    .append(");\n");
            classes.append("            case ").append(constant).append(" -> ").append(op.name)
                    .append("Request.OPERATION;\n");
        }
        out.append(";\n\n    private final String text;\n\n    ").append(type)
                .append("(String text) {\n        this.text = text;\n    }\n");
        out.append("\n    @Override\n    public String operationName() {\n        return text;\n    }\n");
        out.append("\n    /** Loads the types of this operation at the first use. */\n    @Override\n");
        out.append("    public Operation<?, ?> operation() {\n        return switch (this) {\n").append(classes)
                .append("        };\n    }\n");
        out.append("\n    /** The operation of that exact name. */\n    public static Optional<").append(type)
                .append("> of(String name) {\n        return switch (name) {\n").append(lookup)
                .append("            default -> Optional.empty();\n        };\n    }\n}\n");
        folder.write(type, out.toString());
    }

    private void errorEnum() throws IOException {
        String type = prefix + "Error";
        StringBuilder out = new StringBuilder(8192);
        folder.header(out, false);
        out.append("import io.drawbridge.core.error.ErrorCode;\n\n");
        out.append("/** The error codes of ").append(model.service.name)
                .append(" with their HTTP status. */\npublic enum ").append(type).append(" implements ErrorCode {\n");
        String separator = "";
        for (Map.Entry<String, String> error : model.errors.entrySet()) {
            out.append(separator).append("    ").append(upperSnake(error.getKey().replace('.', '_'))).append('(')
                    .append(quote(error.getKey())).append(", ").append(error.getValue()).append(')');
            separator = ",\n";
        }
        out.append(";\n\n    private final String code;\n    private final int status;\n\n    ").append(type)
                .append("(String code, int status) {\n        this.code = code;\n        this.status = status;\n    }\n");
        out.append("\n    @Override\n    public String code() {\n        return code;\n    }\n");
        out.append("\n    @Override\n    public int status() {\n        return status;\n    }\n}\n");
        folder.write(type, out.toString());
    }
}
