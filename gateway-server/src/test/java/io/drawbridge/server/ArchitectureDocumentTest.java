// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents that name code name what is there. */
final class ArchitectureDocumentTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");
    private static final Pattern PACKAGE = Pattern.compile("(core|iam|sts|s3|server|organization)(\\.[a-z0-9]+)+");
    private static final Pattern LINK = Pattern.compile("\\]\\(([a-zA-Z0-9./-]+)\\)");

    /** Words in code style that look like types and are others' or plain words. */
    private static final Set<String> FOREIGN =
            Set.of("Optional", "Nullable", "Manager", "Helper", "Util", "Impl", "Instant", "System");

    @ParameterizedTest
    @ValueSource(strings = {"architecture.md", "CONTRIBUTING.md", "invariants.md", "adr/0021-one-pipeline.md"})
    void everyTypePackageAndFileThatIsNamedExists(String document) throws IOException {
        Path file = TOP.resolve("docs").resolve(document);
        String text = Files.readString(file);
        Set<String> missing = new TreeSet<>();
        Matcher code = CODE.matcher(text);
        Set<String> types = types();
        while (code.find()) {
            String name = code.group(1);
            String type = name.replaceAll("[.#(].*", "");
            if (TYPE.matcher(type).matches() && !FOREIGN.contains(type) && !types.contains(type)) {
                missing.add(name);
            }
            if (PACKAGE.matcher(name).matches() && !isPackage(name)) {
                missing.add(name);
            }
            if (name.matches("(gateway-|scripts/|docs/)[\\w./-]+") && !Files.exists(TOP.resolve(name))) {
                missing.add(name);
            }
        }
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            if (!Files.exists(file.resolveSibling(link.group(1)))) {
                missing.add(link.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The names of all types that have a file of their own, generated ones among them. */
    private static Set<String> types() throws IOException {
        try (Stream<Path> files = Files.walk(TOP)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isPackage(String name) throws IOException {
        String folder = "io/drawbridge/" + name.replace('.', '/');
        try (Stream<Path> modules = Files.list(TOP)) {
            return modules.anyMatch(
                    module -> Files.isDirectory(module.resolve("src/main/java").resolve(folder)));
        }
    }
}
