// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.MasterKey;
import io.drawbridge.server.data.KeyRingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code drawbridge key-ring}: creates and changes the keys that seal the secrets of a store. */
final class KeyRingCommand {
    static final String NAME = "key-ring";

    private KeyRingCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(NAME).mixinStandardHelpOptions(true);
        spec.usageMessage().description("Makes and changes the keys that seal the secrets of a store.");
        spec.addSubcommand(
                "create",
                onFile(
                        "create",
                        "Makes a key ring with one new key, which only its owner may read. Give each node a"
                                + " copy."));
        spec.addSubcommand(
                "list", onFile("list", "Shows the ids of the keys: first the one that seals, then those that open."));
        spec.addSubcommand(
                "add",
                onFile(
                        "add",
                        "Adds a new key that only opens, so that all nodes can have it before one seals under"
                                + " it."));
        spec.addSubcommand(
                "rotate",
                onFile("rotate", "Makes a key the one that seals: the one with ID, or a new one without.")
                        .addPositional(id("0..1")));
        spec.addSubcommand(
                "remove",
                onFile("remove", "Removes a key that nothing needs any more; see reseal.")
                        .addPositional(id("1")));
        spec.addSubcommand("reseal", ResealCommand.spec());
        return spec;
    }

    private static CommandSpec onFile(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
        return spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("FILE")
                .arity("1")
                .type(Path.class)
                .description("the file of the key ring")
                .build());
    }

    private static PositionalParamSpec id(String arity) {
        return PositionalParamSpec.builder()
                .index("1")
                .paramLabel("ID")
                .arity(arity)
                .type(String.class)
                .description("the id of a key, as list shows it")
                .build();
    }

    static int run(CommandLine.ParseResult options) {
        CommandLine line = options.commandSpec().commandLine();
        if (!options.hasSubcommand()) {
            line.usage(line.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        CommandLine.ParseResult command = options.subcommand();
        if (command.commandSpec().name().equals(ResealCommand.NAME)) {
            return ResealCommand.run(command);
        }
        Path file = command.matchedPositionalValue(0, Path.of(""));
        String id = command.matchedPositionalValue(1, null);
        return StoreCommand.run(command, out -> {
            change(command.commandSpec().name(), file, id, out);
            return CommandLine.ExitCode.OK;
        });
    }

    private static void change(String command, Path file, @Nullable String id, PrintWriter out) throws IOException {
        switch (command) {
            case "create" -> {
                KeyRingFile.createNew(file, new SecureRandom());
                out.println("Made " + file + ". Keep a copy: without it no secret of its store can be opened.");
            }
            case "list" -> list(KeyRingFile.masters(file), out);
            case "add" -> add(file, out);
            case "rotate" -> rotate(file, id, out);
            default -> remove(file, id, out);
        }
    }

    private static void list(List<MasterKey> masters, PrintWriter out) {
        String use = "  seals";
        for (MasterKey master : masters) {
            boolean first = master.oldestSeal() == MasterKey.SealForm.ID_ONLY;
            out.println(id(master) + use + (first ? ", and may have sealed in the form of the first release" : ""));
            use = "  opens";
        }
    }

    private static void add(Path file, PrintWriter out) throws IOException {
        List<MasterKey> masters = new ArrayList<>(KeyRingFile.masters(file));
        MasterKey fresh = KeyRingFile.fresh(new SecureRandom());
        masters.add(fresh);
        KeyRingFile.replace(file, masters);
        out.println("Added " + id(fresh) + ", which opens. Give each node this ring and restart it; then make the key"
                + " seal with: drawbridge key-ring rotate " + file + " " + id(fresh));
    }

    private static void rotate(Path file, @Nullable String id, PrintWriter out) throws IOException {
        List<MasterKey> masters = new ArrayList<>(KeyRingFile.masters(file));
        MasterKey first = id == null ? KeyRingFile.fresh(new SecureRandom()) : masters.remove(index(file, masters, id));
        masters.add(0, first);
        KeyRingFile.replace(file, masters);
        out.println("The key " + id(first) + " seals as soon as each server has this ring and was restarted; then run:"
                + " drawbridge key-ring reseal");
    }

    private static void remove(Path file, @Nullable String id, PrintWriter out) throws IOException {
        List<MasterKey> masters = new ArrayList<>(KeyRingFile.masters(file));
        int index = index(file, masters, id == null ? "" : id);
        if (index == 0) {
            throw new IOException("the key " + id + " of " + file + " seals; make another one seal first with:"
                    + " drawbridge key-ring rotate " + file);
        }
        masters.remove(index);
        KeyRingFile.replace(file, masters);
        out.println("Removed " + id + ". Session tokens under it end when each server was restarted.");
    }

    private static int index(Path file, List<MasterKey> masters, String id) throws IOException {
        for (int i = 0; i < masters.size(); i++) {
            if (id(masters.get(i)).equals(id)) {
                return i;
            }
        }
        throw new IOException(file + " has no key " + id + "; drawbridge key-ring list shows its keys");
    }

    private static String id(MasterKey master) {
        return HexFormat.of().toHexDigits(new KeyRing(List.of(master)).currentId());
    }
}
