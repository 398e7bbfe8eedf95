// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the engine with the plain evaluator on random policies and requests: same decision, same reason. The system
 * property {@code policy.cases} sets the number of cases.
 */
class DifferentialTest {
    private static final int SEEDS = 20;
    private static final int CASES = Integer.getInteger("policy.cases", 100_000) / SEEDS;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void engineAgreesWithThePlainEvaluator(long seed) {
        CaseGenerator generator = new CaseGenerator(seed);
        EngineRun engine = new EngineRun();
        for (int i = 0; i < CASES; i++) {
            PolicyCase question = generator.next();
            PolicyCase.Verdict expected = new PlainEvaluator(question).verdict();
            if (!engine.verdict(question).equals(expected)) {
                assertThat(engine.verdict(question))
                        .as("seed %d, case %d: %s", seed, i, CaseFile.write(question, expected))
                        .isEqualTo(expected);
            }
        }
    }

    /** The policy simulator must report the decision that the server makes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void explanationHasTheDecision(long seed) {
        CaseGenerator generator = new CaseGenerator(seed);
        EngineRun engine = new EngineRun();
        for (int i = 0; i < CASES / 20; i++) {
            PolicyCase question = generator.next();
            assertThat(EngineRun.verdict(engine.explanation(question).decision()))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(engine.verdict(question));
        }
    }
}
