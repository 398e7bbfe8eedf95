// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs the tests of the projects in {@code samples}, with one Maven that finds the artifact in a local repository below
 * {@code target}, where {@code mvn install} would put it. Other artifacts come from the local repository of this build,
 * or from where the user's settings say.
 */
final class SamplesTest {
    private static final Path SAMPLES = Path.of("samples").toAbsolutePath();
    private static final Path PROJECTS = Path.of("target", "samples").toAbsolutePath();
    private static final Path REPOSITORY =
            Path.of("target", "samples-repository").toAbsolutePath();
    private static final long MINUTES_MAX = 15;

    /** The tests of each project; {@code docs} is the one in docs/embedding.md. */
    private static final Map<String, List<String>> TESTS = Map.of(
            "plain", List.of("ClassPathTest", "PlainTest"),
            "sdk", List.of("ClassPathTest", "TwoServersTest"),
            "logback12", List.of("ClassPathTest", "TwoServersTest", "LogbackTest", "DirectoryTest"),
            "logback15", List.of("ClassPathTest", "TwoServersTest", "LogbackTest"),
            "boot3", List.of("ClassPathTest", "TwoServersTest", "LogbackTest", "SpringTest", "DirectoryTest"),
            "boot4", List.of("ClassPathTest", "TwoServersTest", "LogbackTest", "SpringTest"));

    private static final Pattern DOCUMENTED =
            Pattern.compile("```java\n(package example;.*?\nclass (\\w+) \\{.*?)```", Pattern.DOTALL);
    private static final int DOCUMENTED_LINES_MAX = 50;

    @Test
    void everyProjectUsesTheArtifact() throws Exception {
        install();
        remove(PROJECTS);
        write(PROJECTS.resolve("pom.xml"), Files.readString(SAMPLES.resolve("pom.xml")));
        for (Map.Entry<String, List<String>> project : TESTS.entrySet()) {
            Path folder = PROJECTS.resolve(project.getKey());
            write(folder.resolve("pom.xml"), Files.readString(SAMPLES.resolve(project.getKey() + "/pom.xml")));
            for (String test : project.getValue()) {
                write(source(project.getKey(), test), Files.readString(SAMPLES.resolve("shared/" + test + ".java")));
            }
        }
        String documented = writeDocumented();
        maven();
        for (Map.Entry<String, List<String>> project : TESTS.entrySet()) {
            for (String test : project.getValue()) {
                assertThat(report(project.getKey(), test)).exists();
            }
        }
        assertThat(report("sdk", documented)).exists();
    }

    private static Path source(String project, String test) {
        return PROJECTS.resolve(project + "/src/test/java/example/" + test + ".java");
    }

    private static Path report(String project, String test) {
        return PROJECTS.resolve(project + "/target/surefire-reports/TEST-example." + test + ".xml");
    }

    /** Writes the test of the document as it stands there. */
    private static String writeDocumented() throws IOException {
        Matcher found = DOCUMENTED.matcher(Files.readString(Path.of("../../docs/embedding.md")));
        assertThat(found.find()).as("a test in docs/embedding.md").isTrue();
        assertThat(found.group(1).lines().filter(line -> !line.isBlank() && !line.startsWith("import ")))
                .hasSizeLessThan(30);
        assertThat(found.group(1).lines()).hasSizeLessThan(DOCUMENTED_LINES_MAX);
        write(source("sdk", found.group(2)), found.group(1));
        return found.group(2);
    }

    /** Does what {@code mvn install} does, but below {@code target}. */
    private static void install() throws IOException {
        String version = Artifact.property("drawbridge.version");
        Path group = REPOSITORY.resolve("io/drawbridge");
        remove(group);
        Path parent = group.resolve("drawbridge/" + version + "/drawbridge-" + version + ".pom");
        write(parent, Files.readString(Path.of("../../pom.xml")));
        Path artifact = group.resolve("drawbridge-embedded/" + version + "/drawbridge-embedded-" + version);
        write(artifact.resolveSibling(artifact.getFileName() + ".pom"), Files.readString(Artifact.pom()));
        Files.copy(Artifact.jar(), artifact.resolveSibling(artifact.getFileName() + ".jar"));
    }

    private static void maven() throws Exception {
        Path settings = PROJECTS.resolve("settings.xml");
        write(settings, settings());
        List<String> command = new ArrayList<>(List.of(
                Artifact.property("maven.home") + "/bin/mvn",
                "-B",
                "-ntp",
                "-gs",
                settings.toString(),
                "-Dmaven.repo.local=" + REPOSITORY,
                "-Daether.offline.protocols=file"));
        if (Artifact.property("maven.mode").equals("offline=true")) {
            command.add("-o");
        }
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("sample.") || name.equals("drawbridge.version")) {
                command.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        command.add("test");
        Path log = PROJECTS.resolve("maven.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(PROJECTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().remove("MAVEN_PROJECTBASEDIR");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            process.destroy();
        }
    }

    /** Looks into the local repository of this build before it looks anywhere else. */
    private static String settings() {
        String repository = """
                <id>build</id>
                <url>%s</url>
                <snapshots><enabled>false</enabled></snapshots>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                """.formatted(
                        Path.of(Artifact.property("maven.localRepository")).toUri());
        return """
                <settings>
                  <profiles>
                    <profile>
                      <id>build</id>
                      <repositories><repository>%1$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>build</activeProfile></activeProfiles>
                </settings>
                """.formatted(repository);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
