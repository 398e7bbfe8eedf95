// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code scripts/crash-test}: runs the given number of rounds and prints their findings. */
final class CrashMain {
    private static final int REPORTED_ROUNDS = 10;

    private CrashMain() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        PrintStream out = System.out;
        out.println("seed " + seed);
        boolean clean;
        try (CrashRun run = new CrashRun(Files.createDirectories(Path.of(arguments[0])), seed)) {
            long start = System.nanoTime();
            int done = 0;
            while (done < rounds && run.report().clean()) {
                int next = Math.min(REPORTED_ROUNDS, rounds - done);
                run.run(next);
                done += next;
                out.println(done + " rounds in " + (System.nanoTime() - start) / 1_000_000_000 + " s: " + run.report());
            }
            clean = run.report().clean();
        }
        System.exit(clean ? 0 : 1);
    }
}
