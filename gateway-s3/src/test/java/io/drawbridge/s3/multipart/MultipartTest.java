// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.WireScene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final int MINIMUM = 5 << 20;

    @TempDir
    Path folder;

    private WireScene scene;

    @BeforeEach
    void open() {
        scene = new WireScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private String begin(String key, String... headers) throws IOException {
        return scene.call("POST", "/b/" + key + "?uploads", headers).element("UploadId");
    }

    private WireScene.Answer part(String id, int number, byte[] body, String... headers) throws IOException {
        return scene.call("PUT", "/b/k?partNumber=" + number + "&uploadId=" + id, body, headers);
    }

    private static String listed(int number, String etag) {
        return "<Part><PartNumber>" + number + "</PartNumber><ETag>" + etag + "</ETag></Part>";
    }

    private WireScene.Answer complete(String id, String parts, String... headers) throws IOException {
        String document = "<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>";
        return scene.call("POST", "/b/k?uploadId=" + id, document.getBytes(StandardCharsets.UTF_8), headers);
    }

    private void refused(String code, Call call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(AwsException.class, error -> assertThat(
                        error.code().code())
                .isEqualTo(code));
    }

    private interface Call {
        void run() throws IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "CRC64NVME"})
    void aCompletedObjectHasTheChecksumOfItsBytes(String algorithm) throws IOException {
        byte[] whole = bytes(MINIMUM + 1_000, 7);
        String header = "x-amz-checksum-" + algorithm.toLowerCase(java.util.Locale.ROOT);
        String id = begin("k", "x-amz-checksum-algorithm", algorithm, "x-amz-checksum-type", "FULL_OBJECT");
        String one = part(id, 2, Arrays.copyOf(whole, MINIMUM)).header("ETag");
        String two =
                part(id, 5, Arrays.copyOfRange(whole, MINIMUM, whole.length)).header("ETag");
        WireScene.Answer done = complete(id, listed(2, one) + listed(5, two));
        assertThat(done.element("ETag")).endsWith("-2\"");
        WireScene.Answer got = scene.call("GET", "/b/k", "x-amz-checksum-mode", "ENABLED");
        assertThat(got.body()).isEqualTo(whole);
        scene.call("PUT", "/b/copy", "x-amz-copy-source", "b/k");
        WireScene.Answer copy = scene.call("GET", "/b/copy", "x-amz-checksum-mode", "ENABLED");
        assertThat(copy.body()).isEqualTo(whole);
        assertThat(got.header(header)).isNotEmpty().isEqualTo(copy.header(header));
        WireScene.Answer range = scene.call("GET", "/b/k", "Range", "bytes=" + (MINIMUM - 2) + "-" + (MINIMUM + 1));
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(whole, MINIMUM - 2, MINIMUM + 2));
        WireScene.Answer second = scene.call("GET", "/b/k?partNumber=2");
        assertThat(second.header("x-amz-mp-parts-count")).isEqualTo("2");
        assertThat(second.body()).isEqualTo(Arrays.copyOfRange(whole, MINIMUM, whole.length));
        refused("InvalidPartNumber", () -> scene.call("GET", "/b/k?partNumber=3"));
        scene.call("DELETE", "/b/k");
        scene.call("DELETE", "/b/copy");
        assertThat(scene.rowCount()).isZero();
        assertThat(scene.blobCount()).isZero();
    }

    @Test
    void theRulesOfCompletionAreKept() throws IOException {
        String id = begin("k");
        String one = part(id, 1, bytes(1_000, 1)).header("ETag");
        String two = part(id, 2, bytes(1_000, 2)).header("ETag");
        refused("MalformedXML", () -> complete(id, ""));
        refused("InvalidPartOrder", () -> complete(id, listed(2, two) + listed(1, one)));
        refused("InvalidPartOrder", () -> complete(id, listed(1, one) + listed(1, one)));
        refused("InvalidPart", () -> complete(id, listed(1, two)));
        refused("InvalidPart", () -> complete(id, listed(3, one)));
        refused("EntityTooSmall", () -> complete(id, listed(1, one) + listed(2, two)));
        refused("InvalidRequest", () -> complete(id, listed(1, one), "x-amz-mp-object-size", "5"));
        refused("BadDigest", () -> complete(id, listed(1, one), "x-amz-checksum-crc64nvme", "AAAAAAAAAAA="));
        refused("InvalidArgument", () -> part(id, 0, bytes(1, 1)));
        refused("InvalidArgument", () -> part(id, 10_001, bytes(1, 1)));
        refused("NoSuchUpload", () -> part("nonsense", 1, bytes(1, 1)));
        assertThat(scene.blobCount()).isEqualTo(2);
        String etag = complete(id, listed(2, two)).element("ETag");
        assertThat(scene.blobCount()).isEqualTo(1);
        assertThat(complete(id, listed(2, two)).element("ETag")).isEqualTo(etag);
        refused("NoSuchUpload", () -> complete(id, listed(1, one)));
        refused("NoSuchUpload", () -> part(id, 3, bytes(1, 1)));
        assertThat(scene.blobCount()).isEqualTo(1);
    }

    @Test
    void aFailedConditionKeepsTheUpload() throws IOException {
        scene.call("PUT", "/b/k", bytes(1, 1));
        String id = begin("k");
        String one = part(id, 1, bytes(10, 1)).header("ETag");
        refused("PreconditionFailed", () -> complete(id, listed(1, one), "If-None-Match", "*"));
        scene.call("DELETE", "/b/k");
        // The key changed since the upload began.
        refused("ConditionalRequestConflict", () -> complete(id, listed(1, one), "If-None-Match", "*"));
        assertThat(complete(id, listed(1, one)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"SHA256, FULL_OBJECT", "SHA1, FULL_OBJECT", "CRC64NVME, COMPOSITE", "MD4, COMPOSITE"})
    void someAlgorithmsHaveOneTypeOnly(String algorithm, String type) {
        refused("InvalidRequest", () -> begin("k", "x-amz-checksum-algorithm", algorithm, "x-amz-checksum-type", type));
    }

    @Test
    void aCompositeChecksumNeedsThoseOfItsParts() throws IOException {
        String id = begin("k", "x-amz-checksum-algorithm", "SHA256");
        WireScene.Answer one = part(id, 1, bytes(10, 1));
        String sum = one.header("x-amz-checksum-sha256");
        refused("InvalidRequest", () -> part(id, 1, bytes(10, 1), "x-amz-checksum-crc32", "AAAAAA=="));
        refused("InvalidRequest", () -> complete(id, listed(1, one.header("ETag"))));
        WireScene.Answer done = complete(
                id,
                "<Part><PartNumber>1</PartNumber><ETag>" + one.header("ETag") + "</ETag><ChecksumSHA256>" + sum
                        + "</ChecksumSHA256></Part>");
        assertThat(done.element("ChecksumSHA256")).endsWith("-1");
        assertThat(done.element("ChecksumType")).isEqualTo("COMPOSITE");
        String attributes = scene.call(
                        "GET", "/b/k?attributes", "x-amz-object-attributes", "ObjectParts,Checksum,ObjectSize")
                .text();
        assertThat(attributes).contains("<PartsCount>1</PartsCount>", sum, "<ObjectSize>10</ObjectSize>");
    }

    @Test
    void replacedAndAbortedPartsLeaveNothing() throws IOException {
        String id = begin("k");
        part(id, 1, bytes(100, 1));
        part(id, 1, bytes(100, 2));
        assertThat(scene.blobCount()).isEqualTo(1);
        assertThat(scene.call("DELETE", "/b/k?uploadId=" + id).status()).isEqualTo(204);
        assertThat(scene.blobCount()).isZero();
        assertThat(scene.rowCount()).isZero();
        refused("NoSuchUpload", () -> scene.call("DELETE", "/b/k?uploadId=" + id));
    }

    @Test
    void aDeletedBucketTakesItsUploadsWithIt() throws IOException {
        part(begin("k"), 1, bytes(100, 1));
        part(begin("k"), 2, bytes(100, 2));
        begin("without parts");
        scene.bucket("other", 2);
        assertThat(scene.call("POST", "/other/k?uploads").status()).isEqualTo(200);
        assertThat(scene.call("DELETE", "/b").status()).isEqualTo(204);
        assertThat(scene.rowCount()).as("the upload of the other bucket").isEqualTo(1);
        assertThat(scene.blobCount()).isZero();
    }

    @Test
    void partsAreCopiedFromRangesOfObjects() throws IOException {
        byte[] source = bytes(200_000, 3);
        scene.call("PUT", "/b/source", source);
        String id = begin("k");
        String path = "/b/k?partNumber=1&uploadId=" + id;
        WireScene.Answer copied =
                scene.call("PUT", path, "x-amz-copy-source", "/b/source", "x-amz-copy-source-range", "bytes=100-199");
        refused(
                "InvalidArgument",
                () -> scene.call(
                        "PUT", path, "x-amz-copy-source", "b/source", "x-amz-copy-source-range", "bytes=0-200000"));
        refused(
                "InvalidArgument",
                () -> scene.call("PUT", path, "x-amz-copy-source", "b/source", "x-amz-copy-source-range", "0-2"));
        complete(id, listed(1, copied.element("ETag")));
        assertThat(scene.call("GET", "/b/k").body()).isEqualTo(Arrays.copyOfRange(source, 100, 200));
    }

    @Test
    void partsAndUploadsAreListedInPages() throws IOException {
        String id = begin("k");
        for (int number = 1; number <= 3; number++) {
            part(id, number, bytes(10, number));
        }
        String page = scene.call("GET", "/b/k?max-parts=2&uploadId=" + id).text();
        assertThat(page).contains("<NextPartNumberMarker>2</NextPartNumberMarker>", "<IsTruncated>true</IsTruncated>");
        assertThat(scene.call("GET", "/b/k?part-number-marker=2&uploadId=" + id).text())
                .contains("<PartNumber>3</PartNumber>", "<IsTruncated>false</IsTruncated>")
                .doesNotContain("<PartNumber>2<");
        String second = begin("k");
        begin("a/1");
        begin("a/2");
        WireScene.Answer first = scene.call("GET", "/b?uploads&delimiter=%2F&max-uploads=2");
        assertThat(first.text())
                .contains("<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>", "<UploadId>" + id + "<")
                .contains("<IsTruncated>true</IsTruncated>", "<NextKeyMarker>k</NextKeyMarker>");
        WireScene.Answer next = scene.call(
                "GET", "/b?uploads&delimiter=%2F&key-marker=k&upload-id-marker=" + first.element("NextUploadIdMarker"));
        assertThat(next.text()).contains("<UploadId>" + second + "<").doesNotContain("<UploadId>" + id + "<");
        assertThat(scene.call("GET", "/b?uploads&prefix=a%2F").text())
                .contains("<Key>a/1</Key>", "<Key>a/2</Key>")
                .doesNotContain("<Key>k</Key>");
        assertThat(scene.call("GET", "/b?uploads&prefix=a%2F&key-marker=z").text())
                .doesNotContain("<Upload>");
    }
}
