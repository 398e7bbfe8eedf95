// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with aws-chunked framing, and bodies with an announced hash. */
class ChunkedBodyTest {
    private static final String SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private static final String UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final String TRAILER = "x-amz-checksum-crc32:AAAAAA==";

    private static byte[] data(int length) {
        byte[] data = new byte[length];
        new SplittableRandom(length).nextBytes(data);
        return data;
    }

    /** Frames, signs and authenticates a PUT; {@code tamper} may change the framed bytes before they are sent. */
    private static RequestBody put(String kind, byte[] data, UnaryOperator<byte[]> tamper, int... sizes) {
        TestSigner signer = new TestSigner();
        signer.method = "PUT";
        signer.headers.put("x-amz-content-sha256", kind);
        signer.headers.put("x-amz-decoded-content-length", Integer.toString(data.length));
        if (kind.endsWith("-TRAILER")) {
            signer.headers.put("x-amz-trailer", "x-amz-checksum-crc32");
        }
        ApiRequest head = signer.header();
        byte[] frames = tamper.apply(frames(signer, kind, data, sizes));
        ApiRequest request = new ApiRequest(
                head.method(),
                head.rawPath(),
                head.rawQuery(),
                head.headers(),
                RequestBody.of(frames),
                head.remoteAddress(),
                head.secure(),
                head.receivedAt());
        return TestAuth.authenticator(TestAuth.STRICT)
                .authenticateS3(request, null)
                .body();
    }

    private static byte[] frames(TestSigner signer, String kind, byte[] data, int... sizes) {
        ByteSink out = new ByteSink(data.length + 1024);
        boolean signed = !kind.equals(UNSIGNED_TRAILER);
        String previous = signer.signature;
        int from = 0;
        for (int i = 0; i <= sizes.length; i++) {
            int size = i < sizes.length ? sizes[i] : 0;
            byte[] chunk = Arrays.copyOfRange(data, from, from + size);
            from += size;
            out.text(Integer.toHexString(size));
            if (signed) {
                previous = signer.hmacHex("AWS4-HMAC-SHA256-PAYLOAD\n" + signer.timestamp + "\n" + signer.scope() + "\n"
                        + previous + "\n" + Sha256.EMPTY_HEX + "\n" + TestSigner.hex(Sha256.of(chunk)));
                out.text(";chunk-signature=" + previous);
            }
            out.text("\r\n").put(chunk).text(size > 0 ? "\r\n" : "");
        }
        if (kind.endsWith("-TRAILER")) {
            out.text(TRAILER + "\r\n");
            if (signed) {
                out.text("x-amz-trailer-signature:"
                        + signer.hmacHex("AWS4-HMAC-SHA256-TRAILER\n" + signer.timestamp + "\n" + signer.scope() + "\n"
                                + previous + "\n" + TestSigner.hex(Sha256.of(TestAuth.ascii(TRAILER + "\n"))))
                        + "\r\n");
            }
        }
        return out.text("\r\n").toBytes();
    }

    private static AwsException failure(RequestBody body) {
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.readAll(body));
        assertThat(e).as("a failure while reading").isNotNull();
        assertThat(catchThrowableOfType(AwsException.class, () -> body.read(ByteBuffer.allocate(1))))
                .as("the failure again")
                .isNotNull();
        return e;
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anySplitOfReadsGivesTheSameBytes(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = new int[random.nextInt(1, 4)];
        Arrays.setAll(sizes, i -> random.nextInt(8192, 30_000));
        sizes[sizes.length - 1] = random.nextInt(1, 9000);
        byte[] data = data(Arrays.stream(sizes).sum());
        String kind = new String[] {SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER}[random.nextInt(3)];
        RequestBody body = put(kind, data, UnaryOperator.identity(), sizes);
        ByteBuffer read = ByteBuffer.allocate(data.length + 1);
        while (true) {
            read.limit(Math.min(read.capacity(), read.position() + random.nextInt(1, 20_000)));
            if (body.read(read) < 0) {
                break;
            }
        }
        assertThat(Arrays.copyOf(read.array(), read.position()))
                .as("seed %d", seed)
                .isEqualTo(data);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyChangedByteOfASignedBodyIsRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] data = data(20_000);
        RequestBody body = put(
                random.nextBoolean() ? SIGNED : SIGNED_TRAILER,
                data,
                frames -> {
                    // The last line break is not signed and may change, so it is left unchanged.
                    frames[random.nextInt(frames.length - 2)] ^= (byte) (1 << random.nextInt(1, 5));
                    return frames;
                },
                10_000,
                10_000);
        AwsException e = catchThrowableOfType(AwsException.class, () -> TestAuth.readAll(body));
        assertThat(e).as("seed %d", seed).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGNED, SIGNED_TRAILER, UNSIGNED_TRAILER})
    void aTruncatedBodyIsRefused(String kind) {
        byte[] data = data(9000);
        int whole = 9000 + 300;
        for (int cut = 1; cut < whole; cut += 97) {
            int length = cut;
            RequestBody body = put(kind, data, f -> Arrays.copyOf(f, Math.max(0, f.length - 2 - length)), 9000);
            assertThat(failure(body).code().status()).isIn(400, 403);
        }
    }

    @Test
    void anEmptyBodyIsVerifiedToo() throws IOException {
        assertThat(TestAuth.readAll(put(SIGNED, new byte[0], UnaryOperator.identity())))
                .isEmpty();
        assertThat(failure(put(SIGNED, new byte[0], f -> new byte[0])).code()).isEqualTo(S3AuthError.INCOMPLETE_BODY);
    }

    @ParameterizedTest
    @CsvSource({"8191,INVALID_CHUNK_SIZE", "1,INVALID_CHUNK_SIZE"})
    void shortChunksBeforeTheLastAreRefused(int size, S3AuthError code) {
        for (String kind : new String[] {SIGNED, UNSIGNED_TRAILER}) {
            AwsException e = failure(put(kind, data(size + 10_000), UnaryOperator.identity(), size, 10_000));
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.text()).isEqualTo("Only the last chunk is allowed to have a size less than 8192 bytes");
            assertThat(e.details())
                    .containsEntry("BadChunkSize", Integer.toString(size))
                    .containsKey("Chunk");
        }
    }

    @Test
    void chunksOfTheMinimumSizeAreAccepted() throws IOException {
        byte[] data = data(8192 * 2 + 1);
        assertThat(TestAuth.readAll(put(SIGNED, data, UnaryOperator.identity(), 8192, 8192, 1)))
                .isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-amz-checksum-crc32:AAAAAA==|x-amz-checksum-sha1:AAAAAA==|MALFORMED_TRAILER",
                "x-amz-checksum-crc32:AAAAAA==|no colon|MALFORMED_TRAILER",
                "x-amz-checksum-crc32:AAAAAA==~|~|MALFORMED_TRAILER",
                "x-amz-checksum-crc32:AAAAAA==|x-amz-checksum-crc32:A~x-amz-checksum-crc32:B|MALFORMED_TRAILER"
            })
    void trailersMustEqualTheAnnouncedTrailers(String from, String to, S3AuthError code) {
        String target = to.replace("~", "\r\n");
        String source = from.replace("~", "\r\n");
        RequestBody body = put(
                UNSIGNED_TRAILER,
                data(10),
                f -> TestAuth.ascii(new ByteSink(0).put(f).latin1().replace(source, target)),
                10);
        assertThat(failure(body).code()).isEqualTo(code);
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        assertThat(failure(put(UNSIGNED_TRAILER, data(10), f -> Arrays.copyOf(f, f.length + 5), 10))
                        .code())
                .isIn(S3AuthError.MALFORMED_TRAILER, S3AuthError.INCOMPLETE_BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\n", "g\r\n", "-1\r\n", "\r\n", "fffffffffffffffffffffff\r\n", "b\r\n", "9\r\n"})
    void invalidChunkSizesAreRefused(String line) {
        RequestBody body = put(
                UNSIGNED_TRAILER,
                data(10),
                f -> TestAuth.ascii(line + "x".repeat(9) + "\r\n0\r\n" + TRAILER + "\r\n\r\n"),
                10);
        assertThat(failure(body).code()).isEqualTo(S3AuthError.INCOMPLETE_BODY);
    }

    @Test
    void endlessLinesAreRefused() {
        RequestBody body = put(UNSIGNED_TRAILER, data(10), f -> TestAuth.ascii("a;" + "x".repeat(5000)), 10);
        assertThat(failure(body).code()).isEqualTo(S3AuthError.INCOMPLETE_BODY);
    }

    @Test
    void aHashedBodyIsVerifiedWithItsLastByte() throws IOException {
        byte[] data = data(1000);
        String hash = TestSigner.hex(Sha256.of(data));
        assertThat(TestAuth.readAll(new HashedBody(RequestBody.of(data), hash))).isEqualTo(data);
        data[500] ^= 1;
        HashedBody emptyAnnounced = new HashedBody(RequestBody.of(data), Sha256.EMPTY_HEX);
        assertThat(failure(emptyAnnounced).code()).isEqualTo(S3AuthError.X_AMZ_CONTENT_SHA256_MISMATCH);
        HashedBody body = new HashedBody(RequestBody.of(data), hash);
        ByteBuffer exact = ByteBuffer.allocate(1000);
        AwsException e = catchThrowableOfType(AwsException.class, () -> body.read(exact));
        assertThat(e.code()).isEqualTo(S3AuthError.X_AMZ_CONTENT_SHA256_MISMATCH);
        assertThat(e.text()).isEqualTo("The provided 'x-amz-content-sha256' header does not match what was computed.");
        assertThat(e.details())
                .isEqualTo(Map.of(
                        "ClientComputedContentSHA256",
                        hash,
                        "S3ComputedContentSHA256",
                        TestSigner.hex(Sha256.of(data))));
        assertThat(catchThrowableOfType(AwsException.class, () -> body.read(ByteBuffer.allocate(1))))
                .isNotNull();
    }
}
