// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A model file with its overlay: operations, shapes and errors, as docs/model-format.md explains them. */
final class Model {
    /** The kinds of shapes without members. */
    static final Set<String> SIMPLE =
            Set.of("string", "integer", "long", "float", "double", "boolean", "timestamp", "blob");

    Entry service = new Entry(new String[] {"service", "none"});
    final Map<String, Op> operations = new TreeMap<>();
    final Map<String, Entry> shapes = new LinkedHashMap<>();
    final Map<String, String> errors = new TreeMap<>();
    final Map<String, String> renames = new HashMap<>();
    private Entry current;

    /** A later line on the same thing adds to the earlier one: that is how an overlay works. */
    void read(Path file) throws IOException {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                if (line.startsWith("  ")) {
                    inner(line.substring(2));
                } else {
                    outer(line.split(" "));
                }
            } catch (RuntimeException e) {
                throw new IllegalStateException(file.getFileName() + ":" + number + ": " + line, e);
            }
        }
    }

    private void outer(String[] words) {
        switch (words[0]) {
            case "service":
                current = merge(service.name.equals("none") ? service = new Entry(words) : service, words);
                break;
            case "operation":
                current = operations.containsKey(words[1])
                        ? mergeOperation(operations.get(words[1]), words)
                        : operations.computeIfAbsent(words[1], n -> new Op(words));
                break;
            case "exception":
                errors.put(words[2], words[3]);
                break;
            case "error":
                errors.put(words[1], words[2]);
                break;
            case "rename":
                renames.put(words[1], words[2]);
                break;
            case "structure":
                current = shapes.containsKey(words[1])
                        ? merge(shapes.get(words[1]), words)
                        : shapes.computeIfAbsent(words[1], n -> new Struct(words));
                break;
            default:
                if (!SIMPLE.contains(words[0]) && !Set.of("list", "map").contains(words[0])) {
                    throw new IllegalArgumentException("unknown entry " + words[0]);
                }
                current = new Entry(words);
                shapes.put(words[1], current);
        }
    }

    private static Entry merge(Entry old, String[] words) {
        old.attributes.putAll(new Entry(words).attributes);
        return old;
    }

    /** In an overlay the method and the URI of an operation are left out. */
    private static Entry mergeOperation(Entry old, String[] words) {
        old.attributes.putAll(new Entry("operation", words[1], words, 2, 0).attributes);
        return old;
    }

    private void inner(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("member")) {
            Mem member = new Mem(words);
            ((Struct) current).members.put(member.name, member);
        } else if (words[0].equals("remove")) {
            if (((Struct) current).members.remove(words[1]) == null) {
                throw new IllegalArgumentException("no such member");
            }
        } else {
            current.lines.put(words[0], line.substring(words[0].length() + 1));
        }
    }

    void applyRenames() {
        for (Map.Entry<String, String> rename : renames.entrySet()) {
            shape(rename.getKey()).name = rename.getValue();
        }
    }

    Entry shape(String name) {
        Entry entry = shapes.get(name);
        if (entry == null) {
            throw new IllegalStateException("no shape is named " + name);
        }
        return entry;
    }

    /** The structure of that name, or an empty one. */
    Struct structure(String name) {
        return name == null ? new Struct(new String[] {"structure", "Empty"}) : (Struct) shape(name);
    }

    boolean takenByOperation(String type) {
        Collection<String> taken = new LinkedHashSet<>();
        operations.keySet().forEach(n -> taken.addAll(List.of(n + "Request", n + "Response")));
        return taken.contains(type);
    }

    /** A line of the file with the lines that belong to it. */
    static class Entry {
        final String kind;
        String name;
        final List<String> args;
        final Map<String, String> attributes = new LinkedHashMap<>();
        final Map<String, String> lines = new LinkedHashMap<>();

        Entry(String[] words) {
            this(words[0], words[1], words, 2, positional(words[0]));
        }

        Entry(String kind, String name, String[] words, int from, int positional) {
            this.kind = kind;
            this.name = name;
            this.args = new ArrayList<>();
            for (int i = from; i < words.length; i++) {
                int equals = words[i].indexOf('=');
                if (args.size() < positional) {
                    args.add(words[i]);
                } else if (equals > 0) {
                    attributes.put(words[i].substring(0, equals), words[i].substring(equals + 1));
                } else {
                    attributes.put(words[i], "");
                }
            }
        }

        static int positional(String kind) {
            return kind.equals("operation") || kind.equals("map") || kind.equals("exception")
                    ? 2
                    : kind.equals("list") || kind.equals("rename") || kind.equals("error") ? 1 : 0;
        }

        String word(String attribute) {
            return attributes.get(attribute);
        }
    }

    static final class Op extends Entry {
        Op(String[] words) {
            super(words);
        }
    }

    static final class Mem extends Entry {
        Mem(String[] words) {
            super("member", words[1], words, 2, 1);
        }

        String target() {
            return args.get(0);
        }

        boolean flag(String flag) {
            return attributes.containsKey(flag);
        }
    }

    static final class Struct extends Entry {
        final Map<String, Mem> members = new LinkedHashMap<>();
        String wireRoot;

        Struct(String[] words) {
            super(words);
            wireRoot = attributes.getOrDefault("root", name);
        }

        Struct renamed(String newName) {
            Struct copy = new Struct(new String[] {"structure", newName});
            copy.attributes.putAll(attributes);
            copy.members.putAll(members);
            return copy;
        }
    }
}
