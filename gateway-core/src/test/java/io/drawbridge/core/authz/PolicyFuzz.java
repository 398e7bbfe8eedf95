// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The differential test without a time limit; see {@code scripts/fuzz-policies}. Arguments: number of cases, first
 * seed, folder for the cases in which engine and plain evaluator disagree. With a fourth argument it writes the first
 * case of each new feature into that folder, to extend the corpus.
 */
public final class PolicyFuzz {
    private static final int CASES_PER_SEED = 10_000;
    private static final int FAILURES_MAX = 100;

    private PolicyFuzz() {}

    public static void main(String[] arguments) throws IOException {
        long cases = Long.parseLong(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Path folder = Path.of(arguments[2]);
        if (arguments.length > 3) {
            collect(seed, Path.of(arguments[3]));
            return;
        }
        long started = System.nanoTime();
        long done = 0;
        long allowed = 0;
        int failures = 0;
        while (done < cases && failures < FAILURES_MAX) {
            CaseGenerator generator = new CaseGenerator(seed);
            EngineRun engine = new EngineRun();
            for (int i = 0; i < CASES_PER_SEED && done < cases; i++, done++) {
                PolicyCase question = generator.next();
                PolicyCase.Verdict expected = new PlainEvaluator(question).verdict();
                allowed += expected.allowed() ? 1 : 0;
                if (!engine.verdict(question).equals(expected)) {
                    failures++;
                    PolicyCase small = smallest(question);
                    Files.createDirectories(folder);
                    Files.writeString(
                            folder.resolve("seed-" + seed + "-case-" + i + ".json"),
                            CaseFile.write(small, new PlainEvaluator(small).verdict()));
                }
            }
            seed++;
            if (done % 1_000_000 == 0 || done == cases) {
                System.out.printf(
                        "%d cases, %d allowed, %d disagreements, %d s%n",
                        done, allowed, failures, (System.nanoTime() - started) / 1_000_000_000);
            }
        }
        if (failures > 0) {
            System.exit(1);
        }
    }

    /** Removes everything that the disagreement does not need. */
    private static PolicyCase smallest(PolicyCase question) {
        List<UnaryOperator<PolicyCase>> cuts = List.of(
                q -> q.withIdentity(List.of()),
                q -> q.withBoundary(null),
                q -> q.withSession(null),
                q -> q.withServiceControl(List.of()),
                q -> q.withResourceControl(List.of()),
                q -> q.withResourcePolicy(null),
                q -> q.withContext(java.util.Map.of()));
        PolicyCase small = question;
        for (UnaryOperator<PolicyCase> cut : cuts) {
            PolicyCase candidate = cut.apply(small);
            if (!new EngineRun().verdict(candidate).equals(new PlainEvaluator(candidate).verdict())) {
                small = candidate;
            }
        }
        return small;
    }

    /** Writes the first small case of each verdict for each caller, and of each operator that decides a case. */
    private static void collect(long seed, Path folder) throws IOException {
        Files.createDirectories(folder);
        CaseGenerator generator = new CaseGenerator(seed);
        Set<String> writtenFeatures = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            PolicyCase question = generator.next();
            Set<String> features = new TreeSet<>();
            PolicyCase.Verdict verdict = new PlainEvaluator(
                            question, (operator, outcome) -> features.add(operator + " " + outcome))
                    .verdict();
            features.removeIf(feature -> feature.contains("absent") || feature.contains("several"));
            features.add(question.who() + " " + verdict);
            features.removeAll(writtenFeatures);
            String text = CaseFile.write(question, verdict);
            if (!features.isEmpty() && text.length() < 2500 - i / 200) {
                writtenFeatures.addAll(features);
                String name = features.iterator()
                        .next()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(' ', '-');
                Files.writeString(folder.resolve("generated-" + name.replace('_', '-') + ".json"), text);
            }
        }
    }
}
