// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the artifact holds, and what its POM brings to a class path. */
final class ShadedJarTest {
    /** As docs/embedding.md says. */
    private static final long LENGTH_MAX = 13L << 20;

    private static final String SHADED = "io/drawbridge/shaded/";

    private static List<String> files() throws IOException {
        try (JarFile jar = new JarFile(Artifact.jar().toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }

    @Test
    void everyClassIsOursOrRelocated() throws IOException {
        assertThat(files())
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/drawbridge/"))
                .noneMatch(name -> name.startsWith("io/drawbridge/server/command/"))
                .noneMatch(name -> name.contains("/channel/epoll/"))
                .doesNotHaveDuplicates();
        Pattern library = Pattern.compile(SHADED + "(\\w+/\\w+)/.*");
        Set<String> relocated = files().stream()
                .map(library::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(relocated)
                .containsExactly("com/fasterxml", "com/google", "io/netty", "org/bouncycastle", "tools/jackson");
    }

    @Test
    void nothingElseCanBeFoundByOtherLibraries() throws IOException {
        assertThat(files())
                .filteredOn(name -> !name.startsWith("io/drawbridge/"))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/FastDoubleParser-LICENSE",
                        "META-INF/FastDoubleParser-ThirdParty-LICENSE",
                        "META-INF/Schubfach-LICENSE",
                        "META-INF/services/io.drawbridge.shaded.tools.jackson.core.TokenStreamFactory",
                        "META-INF/services/io.drawbridge.shaded.tools.jackson.databind.ObjectMapper");
        assertThat(files()).noneMatch(name -> name.matches(".*\\.(so|dll|jnilib|dylib|SF|RSA|DSA)"));
    }

    @Test
    void servicesNameRelocatedClasses() throws IOException {
        try (JarFile jar = new JarFile(Artifact.jar().toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(one -> one.getName().startsWith("META-INF/services/") && !one.isDirectory())
                    .toList()) {
                String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text.strip()).startsWith("io.drawbridge.shaded.tools.jackson.");
                assertThat(jar.getEntry(text.strip().replace('.', '/') + ".class"))
                        .isNotNull();
            }
        }
    }

    /** A reference that was not relocated would be to a library that is not there, or to the user's. */
    @Test
    void noClassRefersToALibraryByItsOwnName() throws IOException {
        List<String> found = new ArrayList<>();
        try (JarFile jar = new JarFile(Artifact.jar().toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(one -> one.getName().startsWith("io/drawbridge/")
                            && !one.getName().startsWith(SHADED)
                            && one.getName().endsWith(".class"))
                    .toList()) {
                String bytes = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                if (bytes.replace(SHADED, "\u0000")
                        .matches(
                                "(?s).*(?<!\u0000)(io/netty/|tools/jackson/|com/fasterxml/|com/google/zxing/|org/bouncycastle/).*")) {
                    found.add(entry.getName());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** The filter in the POM keeps what these need, and nothing else. */
    @Test
    void onlyHkdfAndArgon2OfBouncyCastleAreUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        Pattern reference = Pattern.compile(SHADED + "(org/bouncycastle/[\\w/$]+)");
        try (JarFile jar = new JarFile(Artifact.jar().toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(one -> one.getName().startsWith("io/drawbridge/")
                            && !one.getName().startsWith(SHADED)
                            && one.getName().endsWith(".class"))
                    .toList()) {
                String bytes = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                reference.matcher(bytes).results().forEach(found -> used.add(found.group(1)));
            }
        }
        assertThat(used)
                .containsExactly(
                        "org/bouncycastle/crypto/DerivationParameters",
                        "org/bouncycastle/crypto/Digest",
                        "org/bouncycastle/crypto/digests/SHA256Digest",
                        "org/bouncycastle/crypto/generators/Argon2BytesGenerator",
                        "org/bouncycastle/crypto/generators/HKDFBytesGenerator",
                        "org/bouncycastle/crypto/params/Argon2Parameters",
                        "org/bouncycastle/crypto/params/Argon2Parameters$Builder",
                        "org/bouncycastle/crypto/params/HKDFParameters");
    }

    @Test
    void theJarIsAsSmallAsTheDocumentSays() {
        assertThat(Artifact.jar().toFile().length()).isLessThan(LENGTH_MAX);
    }

    @Test
    void thePomChangesNoVersionOnAClassPath() throws Exception {
        Map<String, String> dependencies = Map.of(
                "org.slf4j:slf4j-api", "true",
                "org.rocksdb:rocksdbjni", "true",
                "org.jspecify:jspecify", "");
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Artifact.pom().toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        NodeList found = (NodeList)
                path.evaluate("/project/dependencies/dependency[not(scope='test')]", pom, XPathConstants.NODESET);
        Map<String, String> optional = new java.util.HashMap<>();
        for (int i = 0; i < found.getLength(); i++) {
            optional.put(
                    path.evaluate("groupId", found.item(i)) + ":" + path.evaluate("artifactId", found.item(i)),
                    path.evaluate("optional", found.item(i)));
        }
        assertThat(optional).isEqualTo(dependencies);
        assertThat(path.evaluate("/project/artifactId", pom)).isEqualTo("drawbridge-embedded");
        assertThat(path.evaluate("/project/name", pom)).isEqualTo("Drawbridge Embedded");
        assertThat(path.evaluate("/project/description", pom)).isNotEmpty();
        assertThat(path.evaluate("/project/licenses/license[1]/name", pom)).isEqualTo("Apache-2.0");
        assertThat(path.evaluate("/project/licenses/license[2]/name", pom)).isEqualTo("Bouncy Castle Licence");
    }

    @Test
    void theLicencesOfWhatIsInsideAreInside() throws IOException {
        try (JarFile jar = new JarFile(Artifact.jar().toFile())) {
            String notice = new String(
                    jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(notice).contains("The Netty Project", "Jackson", "ZXing", "The Legion of the Bouncy Castle");
            assertThat(Path.of("../../docs/NOTICE")).hasContent(notice);
        }
    }
}
