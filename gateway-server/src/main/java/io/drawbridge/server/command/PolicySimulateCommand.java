// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code drawbridge policy simulate}: prints what policies in files, or policies of a running server, allow, and the
 * reasons.
 */
final class PolicySimulateCommand {
    private PolicySimulateCommand() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("simulate").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Says what is allowed, and why, by policies in files or, with --endpoint, by those of a user,"
                                + " group or role of a running server. Exit code: 0 when everything asked is allowed, 1 when"
                                + " not, 2 when it cannot be asked.");
        spec.addOption(texts("--action", "ACTION", "such as s3:GetObject; may be given several times"));
        spec.addOption(texts("--resource", "ARN", "what it is done to; may be given several times (default: *)"));
        spec.addOption(text(
                "--principal",
                "ARN",
                "who asks: a user, role session or root; with --endpoint whose" + " policies are asked"));
        spec.addOption(texts("--context", "KEY=VALUE", "a condition key of the request; again for more values"));
        spec.addOption(files("--identity", "an identity policy"));
        spec.addOption(files("--boundary", "the permissions boundary"));
        spec.addOption(files("--session", "a session policy"));
        spec.addOption(files("--scp", "a service control policy; each file is a level, from the root down"));
        spec.addOption(files("--rcp", "a resource control policy; each file is a level, from the root down"));
        spec.addOption(files("--resource-policy", "the policy of the resource"));
        spec.addOption(files("--trust-policy", "the trust policy of the role that is assumed"));
        spec.addOption(text("--owner", "ACCOUNT", "the account that the resource belongs to"));
        spec.addOption(text(
                "--endpoint",
                "URL",
                "a running server; credentials come from AWS_ACCESS_KEY_ID and" + " AWS_SECRET_ACCESS_KEY"));
        return spec;
    }

    private static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    private static OptionSpec texts(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description(description)
                .build();
    }

    private static OptionSpec files(String name, String description) {
        return OptionSpec.builder(name)
                .paramLabel("FILE")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .arity("1")
                .description(description)
                .build();
    }

    /** The request to simulate. */
    record Question(
            List<String> actions,
            List<String> resources,
            String principal,
            Map<String, List<String>> context,
            String owner,
            Map<String, List<Path>> files) {
        List<Path> files(String option) {
            return files.getOrDefault(option, List.of());
        }
    }

    static int run(CommandLine.ParseResult options) throws IOException {
        CommandLine line = options.commandSpec().commandLine();
        String endpoint = options.matchedOptionValue("--endpoint", "");
        List<SimulatedDecision> decisions;
        try {
            Question question = question(options);
            decisions = endpoint.isEmpty()
                    ? FileSimulation.run(question)
                    : RemoteSimulation.run(question, endpoint, System.getenv(), Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            line.getErr().println("drawbridge: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        decisions.forEach(decision -> decision.print(line.getOut()));
        line.getOut().flush();
        return decisions.stream().allMatch(SimulatedDecision::allowed)
                ? CommandLine.ExitCode.OK
                : CommandLine.ExitCode.SOFTWARE;
    }

    private static Question question(CommandLine.ParseResult options) {
        List<String> actions = options.matchedOptionValue("--action", List.of());
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("--action is missing (expected: for example --action s3:GetObject)");
        }
        Map<String, List<Path>> files = new LinkedHashMap<>();
        for (String option : List.of(
                "--identity", "--boundary", "--session", "--scp", "--rcp", "--resource-policy", "--trust-policy")) {
            List<Path> paths = options.matchedOptionValue(option, List.of());
            if (!paths.isEmpty()) {
                files.put(option, paths);
            }
        }
        for (String single : List.of("--boundary", "--resource-policy", "--trust-policy")) {
            if (files.getOrDefault(single, List.of()).size() > 1) {
                throw new IllegalArgumentException(single + " can be given once");
            }
        }
        return new Question(
                actions,
                options.matchedOptionValue("--resource", List.of("*")),
                options.matchedOptionValue("--principal", ""),
                context(options.matchedOptionValue("--context", List.of())),
                options.matchedOptionValue("--owner", ""),
                files);
    }

    private static Map<String, List<String>> context(List<String> entries) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        for (String pair : entries) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--context: " + pair + " (expected: KEY=VALUE)");
            }
            context.computeIfAbsent(pair.substring(0, equals), key -> new ArrayList<>())
                    .add(pair.substring(equals + 1));
        }
        return context;
    }
}
