// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.RestXmlCodec;
import io.drawbridge.s3.S3Scene;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.ListObjectVersionsRequest;
import io.drawbridge.s3.model.ListObjectVersionsResponse;
import io.drawbridge.s3.model.ListObjectsRequest;
import io.drawbridge.s3.model.ListObjectsResponse;
import io.drawbridge.s3.model.ListObjectsV2Request;
import io.drawbridge.s3.model.ListObjectsV2Response;
import io.drawbridge.s3.model.S3Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
final class ListObjectsTest {
    private final S3Scene scene = new S3Scene("us-east-1");
    private final Bucket bucket = scene.bucket("list-bucket");

    @BeforeEach
    void fill() {
        List.of("a/1", "a/2", "b", "c d/<&>", "e+f").forEach(key -> scene.put(bucket, key));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static ListObjectsRequest.Builder v1() {
        return ListObjectsRequest.builder().bucket("list-bucket");
    }

    private static ListObjectsV2Request.Builder v2() {
        return ListObjectsV2Request.builder().bucket("list-bucket");
    }

    private ListObjectsResponse list(ListObjectsRequest.Builder request) {
        return scene.call(
                S3Operation.LIST_OBJECTS, request.build(), scene.root(S3Scene.OWNER), ListObjectsResponse.class);
    }

    private ListObjectsV2Response list(ListObjectsV2Request.Builder request) {
        return scene.call(
                S3Operation.LIST_OBJECTS_V2, request.build(), scene.root(S3Scene.OWNER), ListObjectsV2Response.class);
    }

    @Test
    void documentHasWhatClientsRead() {
        ListObjectsResponse response = list(v1().maxKeys(1));
        var body = (ResponseBody.Bytes) new RestXmlCodec(1 << 20, true)
                .encodeResponse(ListObjectsRequest.OPERATION, response)
                .body();
        assertThat(new String(body.bytes(), StandardCharsets.UTF_8))
                .contains("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">")
                .contains("<Name>list-bucket</Name>")
                .containsPattern("<Prefix></Prefix>|<Prefix/>")
                .containsPattern("<Marker></Marker>|<Marker/>")
                .contains("<IsTruncated>true</IsTruncated>", "<MaxKeys>1</MaxKeys>", "<Key>a/1</Key>")
                .contains("<LastModified>2026-11-22T01:02:03.000Z</LastModified>")
                .contains("<StorageClass>STANDARD</StorageClass>")
                .contains("<ID>" + UniqueIds.canonicalUserId(S3Scene.OWNER) + "</ID>")
                .contains("d41d8cd98f00b204e9800998ecf8427e")
                .doesNotContain("NextMarker", "Delimiter", "CommonPrefixes", "EncodingType", "RestoreStatus");
    }

    @Test
    void nextMarkerNeedsADelimiter() {
        assertThat(list(v1().maxKeys(1)).nextMarker()).isNull();
        ListObjectsResponse first = list(v1().maxKeys(1).delimiter("/"));
        assertThat(first.nextMarker()).isEqualTo("a/");
        ListObjectsResponse second = list(v1().maxKeys(1).delimiter("/").marker("a/"));
        assertThat(second.contents()).extracting(object -> object.key()).containsExactly("b");
    }

    @Test
    void ownersOfVersionTwoAreShownOnRequest() {
        assertThat(list(v2()).contents().get(0).owner()).isNull();
        assertThat(list(v2().fetchOwner(true)).contents().get(0).owner()).isNotNull();
        assertThat(list(v2().delimiter("/")).keyCount()).isEqualTo(4);
        assertThat(list(v2().maxKeys(0)).isTruncated()).isFalse();
        assertThat(list(v2().maxKeys(5_000)).maxKeys()).isEqualTo(1_000);
        assertThat(list(v2().delimiter("")).delimiter()).isNull();
    }

    @Test
    void urlEncodingCoversKeysAndParameters() {
        ListObjectsV2Response response =
                list(v2().encodingType("url").prefix("c d").delimiter("<").startAfter("a b"));
        assertThat(response.prefix()).isEqualTo("c+d");
        assertThat(response.delimiter()).isEqualTo("%3C");
        assertThat(response.startAfter()).isEqualTo("a+b");
        assertThat(response.commonPrefixes().get(0).prefix()).isEqualTo("c+d/%3C");
        assertThat(list(v2().encodingType("url").prefix("e")).contents().get(0).key())
                .isEqualTo("e%2Bf");
        assertThatThrownBy(() -> list(v2().encodingType("xml")))
                .hasMessage("Invalid Encoding Method specified in Request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "AAAA", "a2FiY2RlZmdoaWprbG1ub3A"})
    void madeUpTokensAreRefused(String token) {
        assertThatThrownBy(() -> list(v2().continuationToken(token)))
                .isInstanceOf(AwsException.class)
                .hasMessage("The continuation token provided is incorrect");
    }

    @Test
    void tokensAreBoundToTheirBucket() {
        String token = list(v2().maxKeys(1)).nextContinuationToken();
        assertThat(list(v2().continuationToken(token)).contents()).hasSize(4);
        scene.bucket("other-bucket");
        assertThatThrownBy(() -> list(v2().bucket("other-bucket").continuationToken(token)))
                .hasMessage("The continuation token provided is incorrect");
    }

    @Test
    void negativePageSizesAreRefused() {
        assertThatThrownBy(() -> list(v1().maxKeys(-1)))
                .hasMessage("Argument maxKeys must be an integer between 0 and 2147483647");
    }

    @Test
    void hugeTextsFindNothing() {
        assertThat(list(v2().prefix("x".repeat(20_000))).contents()).isEmpty();
        assertThat(list(v2().startAfter("b".repeat(20_000))).contents()).hasSize(2);
        assertThat(list(v1().marker("b".repeat(20_000)).delimiter("/")).contents())
                .hasSize(1);
    }

    @Test
    void listingsFollowTheirPolicies() {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\","
                + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"s3:prefix\":\"a/\"}}}]}";
        var user = scene.user(S3Scene.OWNER, "u", policy);
        scene.call(S3Operation.LIST_OBJECTS_V2, v2().prefix("a/").build(), user, ListObjectsV2Response.class);
        assertThatThrownBy(() -> scene.call(
                        S3Operation.LIST_OBJECTS_V2, v2().prefix("b").build(), user, ListObjectsV2Response.class))
                .hasMessageContaining("is not authorized to perform: s3:ListBucket");
        assertThatThrownBy(
                        () -> scene.call(S3Operation.LIST_OBJECTS_V2, v2().build(), user, ListObjectsV2Response.class))
                .hasMessageContaining("is not authorized to perform: s3:ListBucket");
    }

    @Test
    void everyObjectIsTheNullVersionOfItsKey() {
        ListObjectVersionsRequest.Builder request =
                ListObjectVersionsRequest.builder().bucket("list-bucket").maxKeys(2);
        ListObjectVersionsResponse page = versions(request);
        assertThat(page.versions()).hasSize(2).allMatch(version -> "null".equals(version.versionId()));
        assertThat(page.versions()).allMatch(version -> Boolean.TRUE.equals(version.isLatest()));
        assertThat(page.nextKeyMarker()).isEqualTo("a/2");
        assertThat(page.nextVersionIdMarker()).isEqualTo("null");
        ListObjectVersionsResponse rest =
                versions(request.maxKeys(10).keyMarker("a/2").versionIdMarker("null"));
        assertThat(rest.versions()).hasSize(3);
        assertThat(rest.nextKeyMarker()).isNull();
        assertThatThrownBy(() -> versions(request.keyMarker("")))
                .hasMessage("A version-id marker cannot be specified without a key marker.");
    }

    private ListObjectVersionsResponse versions(ListObjectVersionsRequest.Builder request) {
        return scene.call(
                S3Operation.LIST_OBJECT_VERSIONS,
                request.build(),
                scene.root(S3Scene.OWNER),
                ListObjectVersionsResponse.class);
    }
}
