// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Removes the aws-chunked framing from a body while the body streams, and verifies what the framing carries: chunk
 * signatures, the decoded length and the trailers. Returns data before its chunk is verified, but the read that would
 * complete the body fails unless everything was right. After a failure every read fails.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Chunked upload</a>
 */
final class ChunkedBody implements RequestBody {
    /** AWS: only the last chunk may be smaller than this. */
    static final int CHUNK_BYTES_MIN = 8192;

    private static final int BUFFER_BYTES = 8192;
    private static final int CHUNK_LINE_MAX = 256;
    private static final int TRAILER_LINE_MAX = 1024;
    private static final int TRAILERS_MAX = 16;
    private static final int SIZE_DIGITS_MAX = 15;
    private static final String SIGNATURE_EXTENSION = ";chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final RequestBody source;
    private final long decodedLength;
    private final @Nullable ChunkSignature signature;
    private final Form form;
    private final List<String> announced;
    private final MessageDigest chunkHash = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final Map<String, String> trailers = new LinkedHashMap<>();

    private State state = State.CHUNK_LINE;
    private @Nullable AwsException failure;
    private String chunkSignature = "";
    private long chunkNumber;
    private long chunkSize;
    private long chunkLeft;
    private long total;

    /** Whether trailers may follow the final chunk. */
    enum Form {
        WITHOUT_TRAILER,
        WITH_TRAILER
    }

    private enum State {
        CHUNK_LINE,
        DATA,
        DATA_END,
        TRAILER,
        DONE
    }

    /**
     * @param decodedLength the announced number of bytes without the framing
     * @param signature null when the chunks are unsigned
     * @param announced the names in {@code x-amz-trailer}, in lower case
     */
    ChunkedBody(
            RequestBody source,
            long decodedLength,
            @Nullable ChunkSignature signature,
            Form form,
            List<String> announced) {
        this.source = source;
        this.decodedLength = decodedLength;
        this.signature = signature;
        this.form = form;
        this.announced = List.copyOf(announced);
    }

    @Override
    public long contentLength() {
        return decodedLength;
    }

    /** Returns the trailers by lower-case name, without the trailer signature. */
    Map<String, String> trailers() {
        if (state != State.DONE) {
            throw new IllegalStateException("trailers were read in state " + state + " (expected: DONE)");
        }
        return Map.copyOf(trailers);
    }

    @Override
    public void sendContinue() {
        source.sendContinue();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            advance();
            if (state == State.DONE) {
                return -1;
            }
            int count = readData(target);
            if (chunkLeft == 0 && total == decodedLength) {
                // INVARIANT: this method returns the last bytes only after everything was verified.
                advance();
                if (state != State.DONE) {
                    throw incomplete();
                }
            }
            return count;
        } catch (AwsException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() {
        source.close();
    }

    /** Advances to the next data or to the end. */
    private void advance() throws IOException {
        while (true) {
            switch (state) {
                case CHUNK_LINE -> readChunkLine();
                case DATA_END -> endChunk();
                case TRAILER -> readTrailer();
                case DATA -> {
                    if (chunkLeft > 0) {
                        return;
                    }
                    state = State.DATA_END;
                }
                case DONE -> {
                    return;
                }
            }
        }
    }

    private void readChunkLine() throws IOException {
        String line = line(CHUNK_LINE_MAX, false);
        int semicolon = line.indexOf(';');
        long size = size(line, semicolon < 0 ? line.length() : semicolon);
        if (signature != null) {
            if (semicolon < 0 || !line.startsWith(SIGNATURE_EXTENSION, semicolon)) {
                throw incomplete();
            }
            chunkSignature = line.substring(semicolon + SIGNATURE_EXTENSION.length());
        }
        if (size > 0 && chunkNumber > 0 && chunkSize < CHUNK_BYTES_MIN) {
            throw new AwsException(
                            S3AuthError.INVALID_CHUNK_SIZE,
                            "Only the last chunk is allowed to have a size less than 8192 bytes")
                    .with("Chunk", Long.toString(chunkNumber))
                    .with("BadChunkSize", Long.toString(chunkSize));
        }
        if (size > decodedLength - total) {
            throw incomplete();
        }
        chunkNumber++;
        chunkSize = size;
        chunkLeft = size;
        if (size > 0) {
            state = State.DATA;
            return;
        }
        verifyChunk();
        if (total != decodedLength) {
            throw incomplete();
        }
        state = State.TRAILER;
    }

    private int readData(ByteBuffer target) throws IOException {
        int limit = target.limit();
        int from = target.position();
        int lengthMax = (int) Math.min(chunkLeft, target.remaining());
        int count;
        if (buffer.hasRemaining()) {
            count = Math.min(lengthMax, buffer.remaining());
            target.put(buffer.slice(buffer.position(), count));
            buffer.position(buffer.position() + count);
        } else {
            target.limit(from + lengthMax);
            count = source.read(target);
            target.limit(limit);
            if (count < 0) {
                throw incomplete();
            }
        }
        if (signature != null) {
            chunkHash.update(target.duplicate().flip().position(from));
        }
        chunkLeft -= count;
        total += count;
        return count;
    }

    private void endChunk() throws IOException {
        if (next() != '\r' || next() != '\n') {
            throw incomplete();
        }
        verifyChunk();
        state = State.CHUNK_LINE;
    }

    private void verifyChunk() {
        if (signature != null) {
            signature.verifyChunk(chunkHash.digest(), chunkSignature);
        }
    }

    private void readTrailer() throws IOException {
        String shownSignature = null;
        int lines = 0;
        while (true) {
            String line = line(TRAILER_LINE_MAX, true);
            if (line.isEmpty()) {
                // AWS: some clients separate the trailer from its signature with an empty line.
                if (atEnd()) {
                    break;
                }
                line = line(TRAILER_LINE_MAX, true);
                if (shownSignature != null || signature == null || !Ascii.startsWith(line, TRAILER_SIGNATURE)) {
                    throw malformedTrailer();
                }
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || form == Form.WITHOUT_TRAILER || ++lines > TRAILERS_MAX || shownSignature != null) {
                throw malformedTrailer();
            }
            String name = Ascii.lower(Ascii.trim(line.substring(0, colon)));
            String value = Ascii.trim(line.substring(colon + 1));
            if (name.equals(TRAILER_SIGNATURE) && signature != null) {
                shownSignature = value;
            } else if (!announced.contains(name) || trailers.put(name, value) != null) {
                throw malformedTrailer();
            }
        }
        checkTrailers(shownSignature);
        state = State.DONE;
    }

    private void checkTrailers(@Nullable String shownSignature) {
        if (form == Form.WITHOUT_TRAILER) {
            return;
        }
        if (trailers.size() != announced.size()) {
            throw malformedTrailer();
        }
        if (signature == null) {
            return;
        }
        if (shownSignature == null) {
            throw malformedTrailer();
        }
        ByteSink block = new ByteSink(128);
        new TreeMap<>(trailers)
                .forEach((name, value) -> block.text(name).put(':').text(value).put('\n'));
        signature.verifyTrailer(Sha256.of(block.toBytes()), shownSignature);
    }

    /** Returns the next line without its line end; an empty line at the end of the source if {@code endAllowed}. */
    private String line(int max, boolean endAllowed) throws IOException {
        ByteSink line = new ByteSink(128);
        while (true) {
            int b = next();
            if (b == '\n') {
                int length = line.length();
                if (length > 0 && line.array()[length - 1] == '\r') {
                    line.truncate(length - 1);
                }
                return new String(line.toBytes(), StandardCharsets.ISO_8859_1);
            }
            if (b < 0 && endAllowed && line.length() == 0) {
                return "";
            }
            if (b < 0 || line.length() == max) {
                throw incomplete();
            }
            line.put(b);
        }
    }

    private boolean atEnd() throws IOException {
        return !buffer.hasRemaining() && !fill();
    }

    private int next() throws IOException {
        return buffer.hasRemaining() || fill() ? buffer.get() & 0xff : -1;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count = source.read(buffer);
        buffer.flip();
        return count > 0;
    }

    private static long size(String line, int end) {
        if (end == 0 || end > SIZE_DIGITS_MAX) {
            throw incomplete();
        }
        long size = 0;
        for (int i = 0; i < end; i++) {
            int digit = UriEncoding.digit(line.charAt(i));
            if (digit < 0) {
                throw incomplete();
            }
            size = (size << 4) | digit;
        }
        return size;
    }

    private static AwsException incomplete() {
        return new AwsException(S3AuthError.INCOMPLETE_BODY, "The request body terminated unexpectedly");
    }

    private static AwsException malformedTrailer() {
        return new AwsException(
                S3AuthError.MALFORMED_TRAILER,
                "The request contained trailing data that was not well-formed or did not conform to our published"
                        + " schema.");
    }
}
