// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.iam.store.AwsManagedPolicies;
import io.drawbridge.iam.store.AwsManagedPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The AWS managed policies that come with this server, read from resource files on first use. Safe for many threads.
 */
public final class BundledAwsManagedPolicies implements AwsManagedPolicies {
    private static final String FOLDER = "aws/";
    private static final String INDEX = FOLDER + "index.txt";
    private static final int COLUMNS = 7;
    private static final int DOCUMENT_FILES = 64;

    private volatile @Nullable Map<Arn, AwsManagedPolicy> loaded;

    @Override
    public Optional<AwsManagedPolicy> find(Arn arn) {
        return Optional.ofNullable(policies().get(arn));
    }

    @Override
    public List<AwsManagedPolicy> list() {
        return List.copyOf(policies().values());
    }

    /** Two threads that come first both load; the results are equal. */
    private Map<Arn, AwsManagedPolicy> policies() {
        Map<Arn, AwsManagedPolicy> cached = loaded;
        if (cached == null) {
            cached = Collections.unmodifiableMap(load());
            loaded = cached;
        }
        return cached;
    }

    private static Map<Arn, AwsManagedPolicy> load() {
        Map<Arn, AwsManagedPolicy> policies = new LinkedHashMap<>();
        for (String line : read(INDEX).split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                AwsManagedPolicy policy = policy(line);
                policies.put(policy.arn(), policy);
            }
        }
        return policies;
    }

    private static AwsManagedPolicy policy(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(INDEX + ": " + columns.length + " columns (expected: " + COLUMNS + ")");
        }
        return new AwsManagedPolicy(
                columns[0],
                columns[1],
                columns[2],
                columns[6],
                Integer.parseInt(columns[3]),
                Instant.parse(columns[4]),
                Instant.parse(columns[5]));
    }

    /** Reads one of the files of documents, each of which has lines of name and document in the order of the names. */
    @Override
    public String document(AwsManagedPolicy policy) {
        String file = FOLDER
                + String.format(
                        Locale.ROOT,
                        "documents-%02d.txt",
                        Math.floorMod(policy.name().hashCode(), DOCUMENT_FILES));
        String head = policy.name() + '\t';
        return read(file)
                .lines()
                .filter(line -> line.startsWith(head))
                .findFirst()
                .map(line -> line.substring(head.length()))
                .orElseThrow(() -> new IllegalStateException(file + ": no " + policy.name()));
    }

    private static String read(String resource) {
        try (InputStream in = BundledAwsManagedPolicies.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + ": missing (expected: part of this module)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
