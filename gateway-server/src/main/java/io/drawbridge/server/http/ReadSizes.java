// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How much one read of a connection takes: as much as arrives while a long body is read, little otherwise, because what is
 * read of requests sent ahead stays in memory until they are handled.
 */
@SuppressWarnings("deprecation") // Netty 4.2 takes an allocator by its deprecated type only
final class ReadSizes implements RecvByteBufAllocator {
    /** A head of usual length and a body of 4 KiB fit. */
    private static final int HEAD_READ_LENGTH_MAX = 8 << 10;

    private final RecvByteBufAllocator adaptive = new AdaptiveRecvByteBufAllocator();
    private boolean body;

    /** A long body arrives, or is over. Called on the event loop. */
    void body(boolean arrives) {
        body = arrives;
    }

    @Override
    public Handle newHandle() {
        return new Sizes((ExtendedHandle) adaptive.newHandle());
    }

    private final class Sizes extends DelegatingHandle implements ExtendedHandle {
        private final ExtendedHandle adapting;

        Sizes(ExtendedHandle adapting) {
            super(adapting);
            this.adapting = adapting;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(guess());
        }

        @Override
        public int guess() {
            return body ? adapting.guess() : Math.min(adapting.guess(), HEAD_READ_LENGTH_MAX);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return adapting.continueReading(maybeMore);
        }
    }
}
