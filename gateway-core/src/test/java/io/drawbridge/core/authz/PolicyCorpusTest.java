// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases written by hand or found by the generator, with the decision of AWS. */
class PolicyCorpusTest {
    static Stream<Path> cases() throws IOException, URISyntaxException {
        Path folder =
                Path.of(PolicyCorpusTest.class.getResource("/policy-corpus").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void engineAndPlainEvaluatorGiveTheAnswerOfTheFile(Path file) throws IOException {
        CaseFile.Expected expected = CaseFile.read(Files.readString(file));
        assertThat(new PlainEvaluator(expected.question()).verdict().toString())
                .as("plain evaluator, %s", file.getFileName())
                .isEqualTo(expected.verdict());
        assertThat(new EngineRun().verdict(expected.question()).toString())
                .as("engine, %s", file.getFileName())
                .isEqualTo(expected.verdict());
    }

    @Test
    void filesKeepTheirCase() throws IOException, URISyntaxException {
        List<Path> files = cases().toList();
        assertThat(files).hasSizeGreaterThan(40);
        for (Path file : files) {
            CaseFile.Expected once = CaseFile.read(Files.readString(file));
            PolicyCase.Verdict verdict = new PlainEvaluator(once.question()).verdict();
            CaseFile.Expected twice = CaseFile.read(CaseFile.write(once.question(), verdict));
            assertThat(twice.question().context()).isEqualTo(once.question().context());
            assertThat(twice.question().documents().toList().toString())
                    .isEqualTo(once.question().documents().toList().toString());
        }
    }
}
