// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NettyRequestBodyTest {
    private static final int PIECE = 64 << 10;
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(20);

    private int requested;
    private int continued;
    private final NettyRequestBody body = new NettyRequestBody(
            new NettyRequestBody.Source() {
                @Override
                public void request(NettyRequestBody self) {
                    requested++;
                }

                @Override
                public void sendContinue() {
                    continued++;
                }
            },
            100L * PIECE,
            TIMEOUT);

    private static ByteBuf piece(int fill) {
        byte[] bytes = new byte[PIECE];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Unpooled.wrappedBuffer(bytes);
    }

    @Test
    void aContinueAsksForNoPiece() {
        body.sendContinue();
        assertThat(continued).isEqualTo(1);
        assertThat(requested).isZero();
    }

    @Test
    void nothingIsRequestedBeforeTheFirstRead() {
        assertThat(body.offer(piece(1), false)).isFalse();
        assertThat(requested).isZero();
    }

    @Test
    void fourPiecesAreFetchedAheadAndNoMoreUntilHalfOfThemAreTaken() throws IOException {
        body.offer(piece(1), false);
        ByteBuffer target = ByteBuffer.allocate(PIECE);
        assertThat(body.read(target)).isEqualTo(PIECE);
        assertThat(requested).isEqualTo(1);
        assertThat(body.offer(piece(2), false)).isTrue();
        assertThat(body.offer(piece(3), false)).isTrue();
        assertThat(body.offer(piece(4), false)).isTrue();
        assertThat(body.offer(piece(5), false)).as("256 KiB wait").isFalse();
        body.read(target.clear());
        assertThat(requested).as("192 KiB wait").isEqualTo(1);
        body.read(target.clear());
        assertThat(requested).as("128 KiB wait").isEqualTo(2);
        assertThat(target.get(0)).isEqualTo((byte) 3);
    }

    @Test
    void nothingIsRequestedAfterTheLastPiece() throws IOException {
        body.offer(piece(1), false);
        ByteBuffer target = ByteBuffer.allocate(PIECE);
        body.read(target);
        assertThat(body.offer(piece(2), true)).isFalse();
        body.read(target.clear());
        assertThat(requested).isEqualTo(1);
        assertThat(body.read(target.clear())).isEqualTo(-1);
    }

    @Test
    void aClosedBodyKeepsNoPieceAndAsksForNone() throws IOException {
        ByteBuf first = piece(1);
        body.offer(first, false);
        body.read(ByteBuffer.allocate(10));
        body.close();
        ByteBuf second = piece(2);
        assertThat(body.offer(second, false)).isFalse();
        assertThat(first.refCnt()).isZero();
        assertThat(second.refCnt()).isZero();
    }

    @Test
    void aBrokenConnectionIsReportedAfterTheReceivedBytes() throws IOException {
        body.offer(piece(1), false);
        ByteBuffer target = ByteBuffer.allocate(PIECE);
        body.fail();
        assertThat(body.read(target)).isEqualTo(PIECE);
        assertThatThrownBy(() -> body.read(target.clear())).isInstanceOf(EOFException.class);
    }
}
