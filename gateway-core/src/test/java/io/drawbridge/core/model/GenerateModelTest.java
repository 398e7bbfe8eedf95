// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator of wire types, {@code scripts/model}, on a small model. */
final class GenerateModelTest {
    private static final Path SCRIPTS = Path.of("..", "scripts");
    private static final String MODEL = """
            # A service of one operation.
            service Demo protocol=query version=2026-01-01 signing=demo xmlns=https://example.com/doc/
            operation PutThing POST / input=PutThingInput output=PutThingOutput wrapper=PutThingResult
              errors NoSuchThingException
            exception NoSuchThingException NoSuchThing 404
            structure PutThingInput
              member ThingName nameType required
              member Object Object
              member Labels labelList
            structure PutThingOutput
              member Count countType
            structure Object
              member Secret secretType
            structure Unused
              member Name nameType
            list labelList nameType min=1 max=3
            string nameType min=1 max=64
              pattern [a-z]+
            string secretType sensitive
            integer countType
            """;
    private static final String OVERLAY = """
            rename Object ThingObject
            error Throttled 429
            """;

    @TempDir
    private Path folder;

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    @BeforeEach
    void compileTheGenerator() {
        String entry = SCRIPTS.resolve("model/GenerateModel.java").toString();
        assertThat(compiler.run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.resolve("generator").toString(),
                        "-sourcepath",
                        SCRIPTS.toString(),
                        entry))
                .isZero();
    }

    /** Runs the generator and returns its output, which is empty on success. */
    private String generate(String model, String overlay) throws IOException, InterruptedException {
        Path modelFile = Files.writeString(folder.resolve("demo.model"), model);
        Path overlayFile = Files.writeString(folder.resolve("demo.overlay"), overlay);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        folder.resolve("generator").toString(),
                        "model.GenerateModel",
                        modelFile.toString(),
                        overlayFile.toString(),
                        "io.drawbridge.demo.model",
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "failed: " + printed;
    }

    private Path packageFolder() {
        return folder.resolve("out/io/drawbridge/demo/model");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(packageFolder())) {
            return files.sorted().toList();
        }
    }

    private String source(String type) throws IOException {
        return Files.readString(packageFolder().resolve(type + ".java"));
    }

    @Test
    void generatedCodeMatchesTheModelAndCompiles() throws Exception {
        assertThat(generate(MODEL, OVERLAY)).isEmpty();
        assertThat(files().stream().map(path -> path.getFileName().toString()))
                .containsExactly(
                        "DemoError.java",
                        "DemoOperation.java",
                        "DemoService.java",
                        "DemoShapes.java",
                        "PutThingRequest.java",
                        "PutThingResponse.java",
                        "ThingObject.java",
                        "package-info.java");
        assertThat(source("DemoError"))
                .contains("NO_SUCH_THING(\"NoSuchThing\", 404)")
                .contains("THROTTLED(\"Throttled\", 429)");
        assertThat(source("DemoOperation")).contains("PUT_THING").contains("\"PutThing\"");
        assertThat(source("PutThingRequest"))
                .contains("public String thingName()")
                .contains("public List<String> labels()")
                .contains("ThingObject object()");
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path"), "-d", folder + "/classes"));
        files().forEach(file -> arguments.add(file.toString()));
        assertThat(compiler.run(null, null, errors, arguments.toArray(String[]::new)))
                .as("%s", errors)
                .isZero();
    }

    @Test
    void aSecondRunChangesNothingAndRemovesObsoleteFiles() throws Exception {
        assertThat(generate(MODEL, OVERLAY)).isEmpty();
        FileTime past = FileTime.fromMillis(1_000_000);
        for (Path file : files()) {
            Files.setLastModifiedTime(file, past);
        }
        assertThat(generate(MODEL.replace("  member Object Object\n", ""), "error Throttled 429\n"))
                .isEmpty();
        assertThat(packageFolder().resolve("ThingObject.java")).doesNotExist();
        assertThat(Files.getLastModifiedTime(packageFolder().resolve("DemoError.java")))
                .isEqualTo(past);
        assertThat(Files.getLastModifiedTime(packageFolder().resolve("PutThingRequest.java")))
                .isNotEqualTo(past);
    }

    @Test
    void aShapeWithTheNameOfAJavaTypeIsRefused() throws Exception {
        assertThat(generate(MODEL, "")).startsWith("failed").contains("Object");
    }
}
