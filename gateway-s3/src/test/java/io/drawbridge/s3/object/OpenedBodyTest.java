// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.store.S3Spaces;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a blob, which GetObject opens and the writer of the response closes. */
final class OpenedBodyTest {
    private static final byte[] LARGE = new byte[100_000];

    @TempDir
    Path folder;

    private final InterleavedEngine engine = new InterleavedEngine();
    private final List<ObservedBlobs> observed = new ArrayList<>();

    @Test
    void nothingFailsBetweenTheOpeningAndTheResponse() throws IOException {
        try (WireScene scene = new WireScene(folder, engine, blobs -> {
            observed.add(new ObservedBlobs(blobs));
            return observed.get(0);
        })) {
            scene.call("PUT", "/b/k", LARGE, "x-amz-tagging", "color=red");
            observed.get(0).opened.clear();
            observed.get(0).afterOpen = () -> engine.beforeGet(S3Spaces.BUCKET_CONFIGURATION, 1, () -> {
                throw new StoreUnavailableException("the rows cannot be read");
            });
            int status = 0;
            try {
                status = scene.call("GET", "/b/k").status();
            } catch (StoreUnavailableException e) {
                assertThat(e).hasMessageContaining("cannot be read");
            }
            assertThat(observed.get(0).opened).hasSize(1).noneMatch(Channel::isOpen);
            assertThat(status).isEqualTo(200);
        }
    }
}
