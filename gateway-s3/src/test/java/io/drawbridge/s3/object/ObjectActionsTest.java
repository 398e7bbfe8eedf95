// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.WireScene;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectActionsTest {
    private static final int LARGE = 200_000;

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

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private static String policy(String... actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\""
                + String.join("\",\"", actions) + "\"],\"Resource\":\"*\"}]}";
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
    @ValueSource(ints = {0, 1, 32_767, 32_768, 32_769, LARGE})
    void getReturnsWhatWasPut(int length) throws IOException {
        byte[] body = bytes(length);
        WireScene.Answer put = scene.call(
                "PUT", "/b/a%20key", body, "Content-Encoding", "aws-chunked,gzip", "x-amz-meta-Color", "red");
        WireScene.Answer got = scene.call("GET", "/b/a%20key", "x-amz-checksum-mode", "ENABLED");
        assertThat(got.body()).isEqualTo(body);
        assertThat(got.header("ETag")).isEqualTo(put.header("ETag"));
        assertThat(got.header("Content-Type")).isEqualTo("binary/octet-stream");
        assertThat(got.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(got.header("x-amz-meta-color")).isEqualTo("red");
        assertThat(got.header("x-amz-checksum-crc64nvme"))
                .isNotEmpty()
                .isEqualTo(put.header("x-amz-checksum-crc64nvme"));
        assertThat(got.header("x-amz-checksum-type")).isEqualTo("FULL_OBJECT");
        WireScene.Answer head = scene.call("HEAD", "/b/a%20key");
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(length));
        assertThat(scene.blobCount()).isEqualTo(length > 32_768 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, LARGE})
    void aRangeIsReadFromTheBody(int length) throws IOException {
        byte[] body = bytes(length);
        scene.call("PUT", "/b/k", body);
        WireScene.Answer got = scene.call("GET", "/b/k", "Range", "bytes=10-19");
        assertThat(got.body()).isEqualTo(java.util.Arrays.copyOfRange(body, 10, 20));
        assertThat(got.header("Content-Range")).isEqualTo("bytes 10-19/" + length);
        refused("InvalidRange", () -> scene.call("GET", "/b/k", "Range", "bytes=" + length + "-"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aWrongDigestLeavesNothing(int length) {
        byte[] body = bytes(length);
        refused("BadDigest", () -> scene.call("PUT", "/b/k", body, "Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="));
        refused("BadDigest", () -> scene.call("PUT", "/b/k", body, "x-amz-checksum-crc32", "AAAAAA=="));
        refused("InvalidDigest", () -> scene.call("PUT", "/b/k", body, "Content-MD5", "YWJj"));
        refused(
                "InvalidRequest",
                () -> scene.call(
                        "PUT", "/b/k", body, "x-amz-checksum-crc32", "AAAAAA==", "x-amz-checksum-crc32c", "AAAAAA=="));
        assertThat(scene.rowCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void aBrokenOrShortBodyLeavesNothing(int length) throws IOException {
        RequestBody broken = new RequestBody() {
            private int reads;

            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public int read(ByteBuffer target) throws IOException {
                if (reads++ > 0) {
                    throw new IOException("the connection broke");
                }
                target.put((byte) 1);
                return 1;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> scene.call("", "PUT", "/b/k", broken, length))
                .hasRootCauseMessage("the connection broke");
        RequestBody small = RequestBody.of(bytes(length - 1));
        RequestBody cut = new RequestBody() {
            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public int read(ByteBuffer target) throws IOException {
                return small.read(target);
            }

            @Override
            public void close() {}
        };
        refused("IncompleteBody", () -> scene.call("", "PUT", "/b/k", cut, length));
        assertThat(scene.rowCount()).isZero();
        assertThat(scene.blobCount()).isZero();
    }

    @Test
    void copiesShareABlobUntilTheLastIsGone() throws IOException {
        byte[] body = bytes(LARGE);
        scene.call("PUT", "/b/one", body);
        scene.call("PUT", "/b/two", "x-amz-copy-source", "/b/one");
        scene.call("PUT", "/b/three", "x-amz-copy-source", "b/two");
        assertThat(scene.blobCount()).isEqualTo(1);
        scene.call("DELETE", "/b/one");
        scene.call("PUT", "/b/two", bytes(5));
        assertThat(scene.blobCount()).isEqualTo(1);
        assertThat(scene.call("GET", "/b/three").body()).isEqualTo(body);
        scene.call("PUT", "/b/three", "x-amz-copy-source", "/b/three", "x-amz-metadata-directive", "REPLACE");
        assertThat(scene.call("GET", "/b/three").body()).isEqualTo(body);
        scene.call("DELETE", "/b/three");
        assertThat(scene.blobCount()).isZero();
        scene.call("DELETE", "/b/two");
        assertThat(scene.rowCount()).isZero();
    }

    @Test
    void overwritingRemovesTheOldBytes() throws IOException {
        scene.call("PUT", "/b/k", bytes(LARGE));
        scene.call("PUT", "/b/k", bytes(LARGE + 1));
        assertThat(scene.blobCount()).isEqualTo(1);
        scene.call("PUT", "/b/k", bytes(10));
        assertThat(scene.blobCount()).isZero();
        assertThat(scene.rowCount()).isEqualTo(2);
        assertThat(scene.call("DELETE", "/b/k").status()).isEqualTo(204);
        assertThat(scene.call("DELETE", "/b/k").status()).isEqualTo(204);
        assertThat(scene.rowCount()).isZero();
    }

    @Test
    void aCopyOntoItselfMustChangeSomething() throws IOException {
        scene.call("PUT", "/b/k", bytes(10), "Content-Type", "text/plain", "x-amz-tagging", "a=b");
        refused("InvalidRequest", () -> scene.call("PUT", "/b/k", "x-amz-copy-source", "b/k"));
        refused("NoSuchKey", () -> scene.call("PUT", "/b/k", "x-amz-copy-source", "b/none"));
        refused("InvalidArgument", () -> scene.call("PUT", "/b/k", "x-amz-copy-source", "b"));
        scene.call("PUT", "/b/x", "x-amz-copy-source", "b/k");
        assertThat(scene.call("HEAD", "/b/x").header("Content-Type")).isEqualTo("text/plain");
        assertThat(scene.call("GET", "/b/x").header("x-amz-tagging-count")).isEqualTo("1");
    }

    @Test
    @Timeout(60)
    void exactlyOneOfConcurrentWritersFindsTheKeyFree() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            for (int length : new int[] {10, LARGE}) {
                String path = "/b/once-" + length;
                List<Future<Integer>> results = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    results.add(workers.submit(() -> {
                        try {
                            return scene.call("PUT", path, bytes(length), "If-None-Match", "*")
                                    .status();
                        } catch (AwsException e) {
                            return e.code().status();
                        }
                    }));
                }
                int winners = 0;
                for (Future<Integer> result : results) {
                    int status = result.get(30, TimeUnit.SECONDS);
                    assertThat(status).isIn(200, 412, 409);
                    winners += status == 200 ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
            assertThat(scene.blobCount()).isEqualTo(1);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void conditionsOfWritesAreDecided() throws IOException {
        refused("NoSuchKey", () -> scene.call("PUT", "/b/k", bytes(1), "If-Match", "\"abc\""));
        String etag = scene.call("PUT", "/b/k", bytes(1)).header("ETag");
        refused("PreconditionFailed", () -> scene.call("PUT", "/b/k", bytes(1), "If-Match", "\"abc\""));
        refused("PreconditionFailed", () -> scene.call("DELETE", "/b/k", "If-Match", "\"abc\""));
        refused("NotImplemented", () -> scene.call("PUT", "/b/k", bytes(1), "If-None-Match", etag));
        assertThat(scene.call("PUT", "/b/k", bytes(2), "If-Match", etag).status())
                .isEqualTo(200);
    }

    @Test
    void aCallerThatMayNotListDoesNotLearnThatAKeyIsFree() throws IOException {
        scene.call("PUT", "/b/k", bytes(1));
        String reads = policy("s3:GetObject");
        assertThat(scene.as(reads, "GET", "/b/k").status()).isEqualTo(200);
        refused("AccessDenied", () -> scene.as(reads, "GET", "/b/none"));
        refused("NoSuchKey", () -> scene.as(policy("s3:GetObject", "s3:ListBucket"), "GET", "/b/none"));
        refused("AccessDenied", () -> scene.as(policy("s3:ListBucket"), "GET", "/b/k"));
        assertThat(scene.as(policy("s3:DeleteObject"), "DELETE", "/b/none").status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-tagging, a=b, s3:PutObjectTagging",
        "x-amz-acl, private, s3:PutObjectAcl",
        "If-Match, other, s3:GetObject",
        "x-amz-copy-source, b/k, s3:GetObject"
    })
    void headersThatDoMoreNeedMore(String header, String value, String action) throws IOException {
        String etag = scene.call("PUT", "/b/k", bytes(1)).header("ETag");
        refused("AccessDenied", () -> scene.as(policy("s3:PutObject"), "PUT", "/b/k2", header, value));
        String target = header.equals("If-Match") ? "/b/k" : "/b/k2";
        String sent = header.equals("If-Match") ? etag : value;
        assertThat(scene.as(policy("s3:PutObject", action), "PUT", target, header, sent)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPolicyMayTestTheTagsOfAnObject() throws IOException {
        scene.call("PUT", "/b/red", bytes(1), "x-amz-tagging", "color=red");
        scene.call("PUT", "/b/blue", bytes(1), "x-amz-tagging", "color=blue");
        String red = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"s3:ExistingObjectTag/color\":\"red\"}}}]}";
        assertThat(scene.as(red, "GET", "/b/red").status()).isEqualTo(200);
        refused("AccessDenied", () -> scene.as(red, "GET", "/b/blue"));
        refused("AccessDenied", () -> scene.as(red, "GET", "/b/none"));
    }

    @Test
    void eachOfManyKeysIsDecidedByItself() throws IOException {
        scene.call("PUT", "/b/open", bytes(1));
        scene.call("PUT", "/b/shut", bytes(1));
        String policy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:DeleteObject\","
                        + "\"Resource\":\"arn:aws:s3:::b/open*\"}]}";
        byte[] document = ("<Delete><Object><Key>open</Key></Object><Object><Key>shut</Key></Object>"
                        + "<Object><Key>open-none</Key></Object></Delete>")
                .getBytes(StandardCharsets.UTF_8);
        WireScene.Answer answer = scene.call(
                policy,
                "POST",
                "/b?delete",
                RequestBody.of(document),
                document.length,
                "Content-MD5",
                WireScene.md5(document));
        refused("InvalidRequest", () -> scene.call("POST", "/b?delete", document));
        assertThat(answer.text())
                .contains("<Deleted><Key>open</Key></Deleted>", "<Deleted><Key>open-none</Key></Deleted>")
                .contains("<Error><Key>shut</Key><Code>AccessDenied</Code>");
        assertThat(scene.rowCount()).isEqualTo(2);
        refused(
                "BadDigest",
                () -> scene.call("POST", "/b?delete", document, "Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="));
    }

    @Test
    void limitsAreKept() throws IOException {
        refused("KeyTooLongError", () -> scene.call("PUT", "/b/" + "k".repeat(1_025), bytes(1)));
        assertThat(scene.call("PUT", "/b/" + "k".repeat(1_024), bytes(1)).status())
                .isEqualTo(200);
        refused("MetadataTooLarge", () -> scene.call("PUT", "/b/k", bytes(1), "x-amz-meta-a", "v".repeat(2_048)));
        assertThat(scene.call("PUT", "/b/k", bytes(1), "x-amz-meta-a", "v".repeat(2_047))
                        .status())
                .isEqualTo(200);
        refused("EntityTooLarge", () -> scene.call("", "PUT", "/b/k", new Announced((5L << 30) + 1), (5L << 30) + 1));
        refused(
                "BadRequest",
                () -> scene.call("PUT", "/b/k", bytes(1), "x-amz-tagging", "a=&b=&c=&d=&e=&f=&g=&h=&i=&j=&k="));
        refused("InvalidTag", () -> scene.call("PUT", "/b/k", bytes(1), "x-amz-tagging", "k".repeat(129) + "=v"));
        refused("AccessControlListNotSupported", () -> scene.call("PUT", "/b/k", bytes(1), "x-amz-acl", "public-read"));
        refused("InvalidStorageClass", () -> scene.call("PUT", "/b/k", bytes(1), "x-amz-storage-class", "COLD"));
        refused("NotImplemented", () -> scene.call("PUT", "/b/k", bytes(1), "x-amz-server-side-encryption", "aws:kms"));
    }

    /** A body of which only the length is read. */
    private record Announced(long contentLength) implements RequestBody {
        @Override
        public int read(ByteBuffer target) {
            throw new IllegalStateException("read before it was refused");
        }

        @Override
        public void close() {}
    }

    @Test
    void aBodyIsNotReadBeforeTheCallerIsKnownToBeAllowed() {
        refused("AccessDenied", () -> scene.call(policy("s3:GetObject"), "PUT", "/b/k", new Announced(10), 10));
        refused(
                "AccessDenied",
                () -> scene.call(policy("s3:GetObject"), "PUT", "/b/k?partNumber=1&uploadId=x", new Announced(10), 10));
    }

    @Test
    void tagsAreReplacedListedAndRemoved() throws IOException {
        scene.call("PUT", "/b/k", bytes(10));
        byte[] document = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>"
                .getBytes(StandardCharsets.UTF_8);
        scene.call("PUT", "/b/k?tagging", document);
        assertThat(scene.call("GET", "/b/k?tagging").text()).contains("<Tag><Key>a</Key><Value>1</Value></Tag>");
        assertThat(scene.call("GET", "/b/k").body()).isEqualTo(bytes(10));
        assertThat(scene.call("DELETE", "/b/k?tagging").status()).isEqualTo(204);
        assertThat(scene.call("GET", "/b/k?tagging").text()).contains("<TagSet").doesNotContain("<Key>");
        refused("NoSuchKey", () -> scene.call("PUT", "/b/none?tagging", document));
    }
}
