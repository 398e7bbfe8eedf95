// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.WireScene;
import io.drawbridge.s3.bucket.BucketVersioning;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which callers get 404 for a missing key or version, and which get 403: every cell of the table. */
final class MissingKeyTableTest {
    private static final String VERSION = "?versionId=3HL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH";

    @TempDir
    Path folder;

    private WireScene scene;

    @BeforeEach
    void fill() throws IOException {
        scene = new WireScene(folder);
        scene.versioning(scene.bucket("b", 1), BucketVersioning.ENABLED);
        scene.call("PUT", "/b/k", new byte[] {1});
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static String statement(String action, String condition) {
        return "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"*\"" + condition + "}";
    }

    private static String policy(String abilities) {
        StringBuilder statements = new StringBuilder(statement("s3:ListAllMyBuckets", ""));
        for (String ability : abilities.split("\\+", -1)) {
            statements
                    .append(',')
                    .append(
                            switch (ability) {
                                case "get" ->
                                    statement("s3:GetObject", "") + "," + statement("s3:GetObjectVersion", "");
                                case "list" -> statement("s3:ListBucket", "");
                                case "listprefix" ->
                                    statement("s3:ListBucket", ",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"*\"}}");
                                case "delete" -> statement("s3:DeleteObject", "");
                                default -> statement("s3:GetBucketLocation", "");
                            });
        }
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
    }

    private String answer(String abilities, String method, String path) throws IOException {
        try {
            return Integer.toString(scene.as(policy(abilities), method, path).status());
        } catch (AwsException e) {
            return e.code().code();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "get+list,       200,          NoSuchKey,    NoSuchVersion",
        "get,            200,          AccessDenied, AccessDenied",
        "get+listprefix, 200,          AccessDenied, AccessDenied",
        "list,           AccessDenied, AccessDenied, AccessDenied",
        "nothing,        AccessDenied, AccessDenied, AccessDenied"
    })
    void missingKeysAndVersionsAre404ForCallersThatMayReadAndList(
            String abilities, String present, String missingKey, String missingVersion) throws IOException {
        for (String method : new String[] {"GET", "HEAD"}) {
            assertThat(answer(abilities, method, "/b/k"))
                    .as("%s, there", method)
                    .isEqualTo(present);
            assertThat(answer(abilities, method, "/b/none"))
                    .as("%s, missing", method)
                    .isEqualTo(missingKey);
            assertThat(answer(abilities, method, "/b/k" + VERSION))
                    .as("%s, missing version", method)
                    .isEqualTo(missingVersion);
        }
    }

    @ParameterizedTest
    @CsvSource({"delete, 204", "get+list, AccessDenied", "nothing, AccessDenied"})
    void deletingAMissingKeyNeedsNoListing(String abilities, String answer) throws IOException {
        assertThat(answer(abilities, "DELETE", "/b/none")).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"get+list", "nothing"})
    void aMissingBucketIs404ForEveryCaller(String abilities) throws IOException {
        assertThat(answer(abilities, "GET", "/nosuch/k")).isEqualTo("NoSuchBucket");
        assertThat(answer(abilities, "HEAD", "/nosuch/k")).isEqualTo("NoSuchBucket");
        assertThat(answer(abilities, "DELETE", "/nosuch/k")).isEqualTo("NoSuchBucket");
    }
}
