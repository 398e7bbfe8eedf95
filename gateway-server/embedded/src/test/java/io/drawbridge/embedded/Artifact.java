// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.embedded;

import java.nio.file.Path;

/** The files that this build makes. */
final class Artifact {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Artifact() {}

    static Path jar() {
        return TARGET.resolve("drawbridge-embedded-" + property("drawbridge.version") + ".jar");
    }

    static Path pom() {
        return Path.of("dependency-reduced-pom.xml").toAbsolutePath();
    }

    /** A value that the build gives to its tests. */
    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("system property: " + name + " (expected: set by the POM)");
        }
        return value;
    }
}
