// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.control;

import io.drawbridge.core.log.Log;
import io.drawbridge.iam.store.StoredSecretsReseal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Seals the secrets of a running server again for one command, on a thread of its own. */
final class ResealSession {
    private static final Log LOG = Log.of(ResealSession.class);

    private final Path directory;
    private final int master;
    private final ControlSocket.Resealer resealer;

    /** @param master the id of the key under which the server seals */
    ResealSession(Path directory, int master, ControlSocket.Resealer resealer) {
        this.directory = directory;
        this.master = master;
        this.resealer = resealer;
    }

    /** Does the work and answers; ends when the command went away. Closes the channel. */
    void run(LineChannel lines, String wantedMaster) {
        try (lines) {
            String own = HexFormat.of().toHexDigits(master);
            if (!wantedMaster.equals(own)) {
                lines.write(ControlProtocol.REFUSED + "the server of " + directory + " seals under " + own
                        + ", and the first key of the ring is " + wantedMaster
                        + ": restart the server, so that it reads the ring again");
                return;
            }
            StoredSecretsReseal.Result result = resealer.reseal(soFar -> report(lines, soFar));
            lines.write(ControlProtocol.DONE + " " + String.join(" ", result.shown()));
            LOG.atInfo()
                    .addKeyValue("sealed", result.sealed())
                    .addKeyValue("refused", result.refused())
                    .log("the secrets are sealed under the newest master key");
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("sealing under the newest master key has not ended; it may be started again");
        }
    }

    private static void report(LineChannel lines, StoredSecretsReseal.Result soFar) {
        try {
            lines.write(ControlProtocol.PROGRESS + soFar.sealed() + " " + soFar.unchanged() + " " + soFar.refused());
        } catch (IOException e) {
            throw new UncheckedIOException("the command went away", e);
        }
    }
}
