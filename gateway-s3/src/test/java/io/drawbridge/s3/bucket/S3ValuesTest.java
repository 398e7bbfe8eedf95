// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.s3.S3Scene;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
final class S3ValuesTest {
    private static final S3Scene SCENE = new S3Scene("us-east-1");
    private static final RequestContext FULL = SCENE.root(
            S3Scene.OWNER,
            "prefix=p&delimiter=d&max-keys=7&versionId=v",
            "x-amz-acl",
            "private",
            "x-amz-grant-read",
            "id=1",
            "x-amz-object-ownership",
            "ObjectWriter",
            "x-amz-copy-source",
            "/b/a%2Fb+c?versionId=1",
            "x-amz-metadata-directive",
            "COPY",
            "x-amz-server-side-encryption",
            "AES256",
            "x-amz-storage-class",
            "STANDARD",
            "x-amz-unknown",
            "1",
            "If-Match",
            "m",
            "If-None-Match",
            "n");

    @AfterAll
    static void close() {
        SCENE.close();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:ListBucket, s3:prefix,",
        "s3:GetObject, s3:prefix,",
        "s3:GetObject, s3:max-keys,",
        "s3:GetObject, s3:delimiter,",
        "s3:GetObject, s3:versionid,",
        "s3:GetObjectVersion, s3:versionid, v",
        "s3:DeleteObjectVersionTagging, s3:versionid, v",
        "s3:CreateBucket, s3:x-amz-acl, private",
        "s3:PutBucketAcl, s3:x-amz-acl, private",
        "s3:PutObject, s3:x-amz-acl, private",
        "s3:GetObject, s3:x-amz-acl,",
        "s3:PutBucketAcl, s3:x-amz-grant-read, id=1",
        "s3:ListBucket, s3:x-amz-grant-read,",
        "s3:CreateBucket, s3:x-amz-object-ownership, ObjectWriter",
        "s3:PutObject, s3:x-amz-object-ownership,",
        "s3:PutObject, s3:x-amz-copy-source, b/a/b+c",
        "s3:GetObject, s3:x-amz-copy-source,",
        "s3:PutObject, s3:x-amz-metadata-directive, COPY",
        "s3:PutObject, s3:x-amz-server-side-encryption, AES256",
        "s3:PutObjectAcl, s3:x-amz-server-side-encryption,",
        "s3:PutObjectAcl, s3:x-amz-storage-class, STANDARD",
        "s3:PutObject, s3:x-amz-unknown,",
        "s3:PutObject, s3:if-match, m",
        "s3:DeleteObject, s3:if-match, m",
        "s3:DeleteObject, s3:if-none-match,",
        "s3:PutObject, s3:if-none-match, n",
        "s3:GetObject, s3:if-match,",
        "s3:GetObject, s3:authtype, REST-HEADER",
        "s3:GetObject, s3:signatureversion, AWS4-HMAC-SHA256",
        "s3:GetObject, s3:signatureage,"
    })
    void keysArePresentForTheirActionsOnly(String action, String key, String value) {
        List<String> expected = value == null ? null : List.of(value);
        assertThat(new S3Values(action, FULL).get(key)).isEqualTo(expected);
    }

    @Test
    void listingsHaveTheirParametersAsSent() {
        Bucket bucket = SCENE.bucket("listed-bucket");
        AccessCheck bare =
                SCENE.tables.access().listCheck("s3:ListBucket", bucket, null, null, 1_000, SCENE.root(S3Scene.OWNER));
        assertThat(bare.values().get("s3:prefix")).isNull();
        assertThat(bare.values().get("s3:delimiter")).isNull();
        assertThat(bare.values().get("s3:max-keys")).containsExactly("1000");
        AccessCheck full =
                SCENE.tables.access().listCheck("s3:ListBucket", bucket, "", "/", 5, SCENE.root(S3Scene.OWNER));
        assertThat(full.values().get("s3:prefix")).containsExactly("");
        assertThat(full.values().get("s3:delimiter")).containsExactly("/");
        assertThat(full.values().get("s3:max-keys")).containsExactly("5");
        assertThat(full.values().get("s3:resourceaccount")).containsExactly(S3Scene.OWNER.digits());
    }

    @Test
    void unsignedRequestsHaveNoKeysOfASignature() {
        assertThat(new S3Values("s3:GetObject", SCENE.anonymous()).get("s3:authtype"))
                .isNull();
        assertThat(new S3Values("s3:GetObject", SCENE.anonymous()).get("s3:signatureversion"))
                .isNull();
    }
}
