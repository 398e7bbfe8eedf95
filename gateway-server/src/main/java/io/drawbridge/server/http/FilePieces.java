// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** A range of a file in pieces that TLS can encrypt: a file region would be copied by the kernel as it is. */
final class FilePieces implements ChunkedInput<ByteBuf> {
    private static final int PIECE_LENGTH_MAX = 64 << 10;

    private final FileChannel file;
    private final long offset;
    private final long length;
    private long passed;

    /** @param file closed with this object */
    FilePieces(FileChannel file, long offset, long length) {
        this.file = file;
        this.offset = offset;
        this.length = length;
    }

    /** Returns the bytes that were passed to the connection. */
    @Override
    public long progress() {
        return passed;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean isEndOfInput() {
        return passed >= length;
    }

    @Override
    public ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
        int wanted = (int) Math.min(PIECE_LENGTH_MAX, length - passed);
        ByteBuf piece = allocator.directBuffer(wanted);
        boolean read = false;
        try {
            while (piece.readableBytes() < wanted) {
                int count =
                        piece.writeBytes(file, offset + passed + piece.readableBytes(), wanted - piece.readableBytes());
                if (count < 0) {
                    throw new EOFException("a file ends before its body does");
                }
            }
            passed += wanted;
            read = true;
            return piece;
        } finally {
            if (!read) {
                piece.release();
            }
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still has it
    public ByteBuf readChunk(ChannelHandlerContext context) throws IOException {
        return readChunk(context.alloc());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
