// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.RequestBody;
import java.nio.ByteBuffer;

/** An empty body whose client waits for {@code 100 Continue} all the same, as botocore does. */
record EmptyExpectedBody(Runnable writeContinue) implements RequestBody {
    @Override
    public long contentLength() {
        return 0;
    }

    @Override
    public boolean buffered() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) {
        sendContinue();
        return -1;
    }

    @Override
    public void sendContinue() {
        writeContinue.run();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
