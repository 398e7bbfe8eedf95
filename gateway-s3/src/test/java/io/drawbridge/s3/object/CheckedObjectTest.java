// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.store.S3Spaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller that is allowed only on objects with the tag color=red, while another writer replaces such an object. */
final class CheckedObjectTest {
    private static final String RED_ONLY = "{\"Version\":\"2012-10-17\",\"Statement\":["
            + "{\"Effect\":\"Allow\",\"Action\":[\"s3:PutObject\",\"s3:ListBucket\"],\"Resource\":\"*\"},"
            + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"s3:ExistingObjectTag/color\":\"red\"}}}]}";
    private static final String TAGGING =
            "<Tagging><TagSet><Tag><Key>color</Key><Value>red</Value></Tag></TagSet></Tagging>";
    private static final byte[] RED = "red bytes".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BLUE = "blue bytes".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final InterleavedEngine engine = new InterleavedEngine();
    private WireScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new WireScene(folder, engine);
        put(RED, "red");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void put(byte[] body, String color) throws IOException {
        scene.call("PUT", "/b/k", body, "x-amz-tagging", "color=" + color);
    }

    private void turnBlue(byte[] body) {
        try {
            put(body, "blue");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WireScene.Answer asRedOnly(String method, String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return scene.call(RED_ONLY, method, path, RequestBody.of(bytes), bytes.length, headers);
    }

    /** The other writer acts after the look-up of the access check. */
    @ParameterizedTest
    @CsvSource({
        "GET, /b/k, red bytes",
        "HEAD, /b/k, 9",
        "GET, /b/k?tagging, <Value>red</Value>",
        "GET, /b/k?attributes, <ObjectSize>9</ObjectSize>"
    })
    void theObjectThatWasCheckedIsServed(String method, String path, String expected) throws IOException {
        engine.beforeGet(S3Spaces.OBJECT, 2, () -> turnBlue(BLUE));
        WireScene.Answer answer = asRedOnly(method, path, "", "x-amz-object-attributes", "ObjectSize");
        assertThat(method.equals("HEAD") ? answer.header("Content-Length") : answer.text())
                .contains(expected);
        assertThat(engine.gets).as("look-ups of the object").isEqualTo(1);
    }

    @Test
    void aCopyHasTheBytesAndTheTagsThatWereChecked() throws IOException {
        String policy = RED_ONLY.replace("\"s3:PutObject\",", "\"s3:PutObject\",\"s3:PutObjectTagging\",");
        engine.beforeGet(S3Spaces.OBJECT, 2, () -> turnBlue(BLUE));
        scene.as(policy, "PUT", "/b/copy", "x-amz-copy-source", "/b/k");
        assertThat(scene.call("GET", "/b/copy").body()).isEqualTo(RED);
        assertThat(scene.call("GET", "/b/copy?tagging").text()).contains("<Value>red</Value>");
    }

    @Test
    void aCopiedPartHasTheBytesThatWereChecked() throws IOException {
        String upload = scene.call("POST", "/b/large?uploads").element("UploadId");
        engine.beforeGet(S3Spaces.OBJECT, 2, () -> turnBlue(BLUE));
        String etag = asRedOnly("PUT", "/b/large?partNumber=1&uploadId=" + upload, "", "x-amz-copy-source", "/b/k")
                .element("ETag");
        assertThat(etag).isEqualTo(scene.call("PUT", "/b/other", RED).header("ETag"));
    }

    /** The other writer acts between the reads of the object's row and of its bytes. */
    @ParameterizedTest
    @CsvSource({"GET, /b/k,", "PUT, /b/copy, /b/k", "PUT, /b/large?partNumber=1&uploadId=, /b/k"})
    void aReplacedObjectIsDecidedAboutAgain(String method, String path, String source) throws IOException {
        String upload = scene.call("POST", "/b/large?uploads").element("UploadId");
        engine.beforeGet(S3Spaces.INLINE_BODY, 1, () -> turnBlue(BLUE));
        String full = path.endsWith("=") ? path + upload : path;
        String[] headers = source == null
                ? new String[0]
                : new String[] {"x-amz-copy-source", source, "x-amz-tagging-directive", "REPLACE"};
        assertThatThrownBy(() -> asRedOnly(method, full, "", headers))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("AccessDenied"));
        assertThat(engine.gets).as("look-ups of bytes").isPositive();
    }

    /** The other writer acts after the access checks and before the transaction. */
    @ParameterizedTest
    @CsvSource({"PUT, /b/k?tagging", "DELETE, /b/k?tagging", "PUT, /b/k"})
    void aWriteIsDecidedAboutAgainWhenOtherTagsAreThere(String method, String path) throws IOException {
        String etag = scene.call("HEAD", "/b/k").header("ETag");
        engine.beforeView(() -> turnBlue(RED));
        boolean put = !path.contains("?");
        String body = put ? "other" : TAGGING;
        assertThatThrownBy(() -> asRedOnly(method, path, body, put ? new String[] {"If-Match", etag} : new String[0]))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("AccessDenied"));
        assertThat(scene.call("GET", "/b/k").body()).isEqualTo(RED);
        assertThat(scene.call("GET", "/b/k?tagging").text()).contains("<Value>blue</Value>");
    }

    @Test
    void aCopyOverAnObjectIsDecidedAboutAgainWhenOtherTagsAreThere() throws IOException {
        String etag = scene.call("HEAD", "/b/k").header("ETag");
        scene.call("PUT", "/b/source", RED, "x-amz-tagging", "color=red");
        engine.beforeView(() -> turnBlue(RED));
        assertThatThrownBy(() -> asRedOnly(
                        "PUT",
                        "/b/k",
                        "",
                        "x-amz-copy-source",
                        "/b/source",
                        "x-amz-tagging-directive",
                        "REPLACE",
                        "If-Match",
                        etag))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("AccessDenied"));
        assertThat(scene.call("GET", "/b/k?tagging").text()).contains("<Value>blue</Value>");
    }

    @Test
    void aWriteGoesOnWhenTheOtherTagsAreAllowedToo() throws IOException {
        engine.beforeView(() -> {
            try {
                scene.call("PUT", "/b/k", BLUE, "x-amz-tagging", "color=red&size=small");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        asRedOnly("DELETE", "/b/k?tagging", "");
        assertThat(scene.call("GET", "/b/k?tagging").text()).doesNotContain("<Tag>");
        assertThat(scene.call("GET", "/b/k").body()).isEqualTo(BLUE);
    }

    @ParameterizedTest
    @CsvSource({"GET, /b/k, 1", "HEAD, /b/k, 1", "GET, /b/k?tagging, 1", "DELETE, /b/k, 0", "PUT, /b/k, 0"})
    void aRequestLooksTheObjectUpOnceAtMost(String method, String path, int expected) throws IOException {
        engine.beforeGet(S3Spaces.OBJECT, 0, () -> {});
        scene.as(WireScene.EVERYTHING, method, path);
        assertThat(engine.gets)
                .as("look-ups of the object outside transactions")
                .isEqualTo(expected);
    }
}
