// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyLint;
import io.drawbridge.core.policy.PolicyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code drawbridge policy check}: prints whether policy documents are valid, and if not, the errors and their
 * positions.
 */
final class PolicyCheckCommand {
    /** The kinds of policies by the names that the user gives. */
    static final Map<String, PolicyGrammar> KINDS = new TreeMap<>(Map.of(
            "managed",
            PolicyGrammar.MANAGED,
            "inline",
            PolicyGrammar.INLINE_USER,
            "session",
            PolicyGrammar.SESSION,
            "trust",
            PolicyGrammar.TRUST,
            "bucket",
            PolicyGrammar.BUCKET,
            "scp",
            PolicyGrammar.SERVICE_CONTROL,
            "rcp",
            PolicyGrammar.RESOURCE_CONTROL));

    private PolicyCheckCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("check").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Says whether policy documents would be accepted, with AWS's messages. Exit code: 0 when all"
                                + " would be, 1 when one would not, 2 when one cannot be read.");
        spec.addOption(OptionSpec.builder("--kind")
                .paramLabel("KIND")
                .type(String.class)
                .defaultValue("managed")
                .description("what the documents are: " + String.join(", ", KINDS.keySet()) + " (default: managed)")
                .build());
        spec.addOption(OptionSpec.builder("--bucket")
                .paramLabel("NAME")
                .type(String.class)
                .description("the bucket that bucket policies are for")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .description("the documents")
                .build());
        return spec;
    }

    static int run(CommandLine.ParseResult options) throws IOException {
        CommandLine line = options.commandSpec().commandLine();
        String name = options.matchedOptionValue("--kind", "managed");
        PolicyGrammar kind = KINDS.get(name);
        if (kind == null) {
            line.getErr()
                    .println("drawbridge: --kind: " + name + " (expected: " + String.join(", ", KINDS.keySet()) + ")");
            return CommandLine.ExitCode.USAGE;
        }
        String bucket = options.matchedOptionValue("--bucket", "");
        boolean accepted = true;
        List<Path> files = options.matchedPositionalValue(0, List.of());
        for (Path file : files) {
            accepted &= check(line.getOut(), file, kind, bucket);
        }
        line.getOut().flush();
        return accepted ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean check(PrintWriter out, Path file, PolicyGrammar kind, String bucket) throws IOException {
        String text = read(file);
        Optional<PolicyLint.Finding> finding = kind == PolicyGrammar.BUCKET && !bucket.isEmpty()
                ? PolicyLint.checkBucketPolicy(text, bucket)
                : PolicyLint.check(text, kind);
        if (finding.isEmpty()) {
            out.println(file + ": ok, " + PolicyText.sizeWithoutWhitespace(text) + " characters without white space");
            return true;
        }
        out.println(shown(file, finding.get()));
        return false;
    }

    static String shown(Path file, PolicyLint.Finding finding) {
        return file + ":" + finding.line() + ":" + finding.column() + ": " + finding.code() + ": " + finding.message()
                + (finding.hint() == null ? "" : " (" + finding.hint() + ")");
    }

    /** @throws IOException when the file cannot be read; the message names it */
    static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e, e);
        }
    }
}
