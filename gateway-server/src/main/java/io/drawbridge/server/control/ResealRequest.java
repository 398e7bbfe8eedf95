// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.control;

import io.drawbridge.iam.store.StoredSecretsReseal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the server of a directory to seal its secrets under the newest master key. */
public final class ResealRequest {
    /** One transaction, with its retries. */
    private static final Duration ANSWER_WAIT = Duration.ofMinutes(2);

    private ResealRequest() {}

    /**
     * Sends the request and waits until everything is sealed.
     *
     * @param master the id of the first key of the ring, which the server must have read
     * @throws NoServerListeningException when no server listens there
     * @throws IOException when the server refuses, or ends before it is done; the message is for the operator
     */
    public static StoredSecretsReseal.Result send(Path directory, int master, StoredSecretsReseal.Progress progress)
            throws IOException {
        StoredSecretsReseal.Result last = new StoredSecretsReseal.Result(0, 0, 0, List.of());
        try (LineChannel lines = LineChannel.over(SnapshotLease.connected(directory.resolve(ControlProtocol.SOCKET)))) {
            lines.write(ControlProtocol.RESEAL + HexFormat.of().toHexDigits(master));
            String line = lines.read(ANSWER_WAIT);
            while (line != null && line.startsWith(ControlProtocol.PROGRESS)) {
                last = progress(line);
                progress.report(last);
                line = lines.read(ANSWER_WAIT);
            }
            return finished(directory, line, last);
        }
    }

    private static StoredSecretsReseal.Result progress(String line) throws IOException {
        String[] numbers = line.substring(ControlProtocol.PROGRESS.length()).split(" ", -1);
        if (numbers.length != 3) {
            throw new IOException("the server answers what this release does not know: " + line);
        }
        try {
            return new StoredSecretsReseal.Result(
                    Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]), List.of());
        } catch (NumberFormatException e) {
            throw new IOException("the server answers what this release does not know: " + line, e);
        }
    }

    private static StoredSecretsReseal.Result finished(
            Path directory, @Nullable String line, StoredSecretsReseal.Result last) throws IOException {
        if (line != null && line.startsWith(ControlProtocol.REFUSED)) {
            throw new IOException(line.substring(ControlProtocol.REFUSED.length()));
        }
        if (line == null || !line.startsWith(ControlProtocol.DONE)) {
            throw new IOException("the server of " + directory + " stopped before all secrets were sealed; start the"
                    + " command again");
        }
        String ids = line.substring(ControlProtocol.DONE.length()).strip();
        return new StoredSecretsReseal.Result(
                last.sealed(),
                last.unchanged(),
                last.refused(),
                ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1)));
    }
}
