// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import io.drawbridge.core.identity.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The root keys that the server created, in the format of an AWS credentials file: one profile for each account, named
 * by its id, and the first one as the default. The server writes this file and never reads keys from it; its owner can
 * remove it.
 */
public final class RootCredentialsFile {
    /** The name of the file in the data directory. */
    public static final String NAME = "root-credentials";

    private static final int LENGTH_MAX = 16 << 20;
    private static final String DEFAULT_PROFILE = "default";
    private static final List<String> HEAD = List.of(
            "# Root keys that this server made. Remove this file when they are kept elsewhere.",
            "# To use it: export AWS_SHARED_CREDENTIALS_FILE=THIS_FILE AWS_PROFILE=ACCOUNT_NUMBER");

    private final Path file;

    RootCredentialsFile(Path file) {
        this.file = file;
    }

    /** A key pair for the file. */
    public record Entry(String account, String accessKeyId, SecretKey secret) {}

    /**
     * Adds key pairs and replaces existing ones of the same accounts; called before the keys are visible anywhere else.
     */
    public void add(List<Entry> entries) throws IOException {
        Map<String, List<String>> profiles = read();
        for (Entry entry : entries) {
            List<String> lines = List.of(
                    "aws_access_key_id = " + entry.accessKeyId, "aws_secret_access_key = " + entry.secret.reveal());
            List<String> former = profiles.put(entry.account, lines);
            if (!profiles.containsKey(DEFAULT_PROFILE)
                    || (former != null && former.equals(profiles.get(DEFAULT_PROFILE)))) {
                profiles.put(DEFAULT_PROFILE, lines);
            }
        }
        List<String> text = new ArrayList<>(HEAD);
        profiles.forEach((name, lines) -> {
            text.add("[" + name + "]");
            text.addAll(lines);
        });
        PrivateFiles.write(file, String.join("\n", text) + "\n");
    }

    private Map<String, List<String>> read() throws IOException {
        Map<String, List<String>> profiles = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return profiles;
        }
        List<String> lines = new ArrayList<>();
        for (String line : PrivateFiles.readOwn(file, LENGTH_MAX).lines().toList()) {
            if (line.startsWith("[") && line.endsWith("]")) {
                lines = new ArrayList<>();
                profiles.put(line.substring(1, line.length() - 1), lines);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                lines.add(line);
            }
        }
        return profiles;
    }
}
