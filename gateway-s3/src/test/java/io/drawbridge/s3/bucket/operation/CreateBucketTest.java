// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.S3Scene;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.CreateBucketConfiguration;
import io.drawbridge.s3.model.CreateBucketRequest;
import io.drawbridge.s3.model.CreateBucketResponse;
import io.drawbridge.s3.model.DeleteBucketRequest;
import io.drawbridge.s3.model.GetBucketTaggingRequest;
import io.drawbridge.s3.model.GetBucketTaggingResponse;
import io.drawbridge.s3.model.HeadBucketRequest;
import io.drawbridge.s3.model.ListBucketsRequest;
import io.drawbridge.s3.model.ListBucketsResponse;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.model.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
final class CreateBucketTest {
    private static String create(S3Scene scene, CreateBucketRequest request, RequestContext context) {
        try {
            String location = scene.call(S3Operation.CREATE_BUCKET, request, context, CreateBucketResponse.class)
                    .location();
            return String.valueOf(location);
        } catch (AwsException e) {
            return e.code().code();
        }
    }

    private static CreateBucketRequest request(String name) {
        return CreateBucketRequest.builder().bucket(name).build();
    }

    private static CreateBucketRequest inLocation(@Nullable String location) {
        return CreateBucketRequest.builder()
                .bucket("some-bucket")
                .createBucketConfiguration(CreateBucketConfiguration.builder()
                        .locationConstraint(location)
                        .build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1,, /some-bucket",
        "us-east-1, us-east-1, InvalidLocationConstraint",
        "us-east-1, eu-west-1, IllegalLocationConstraintException",
        "us-east-1, nowhere, InvalidLocationConstraint",
        "eu-west-1,, /some-bucket",
        "eu-west-1, eu-west-1, /some-bucket",
        "eu-west-1, EU, /some-bucket",
        "eu-west-1, us-east-1, InvalidLocationConstraint",
        "eu-west-1, eu-central-1, IllegalLocationConstraintException",
        "home, home, /some-bucket"
    })
    void locationMustBeThisRegion(String region, String location, String expected) {
        try (S3Scene scene = new S3Scene(region)) {
            assertThat(create(scene, inLocation(location), scene.root(S3Scene.OWNER)))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"us-east-1, /my-bucket", "eu-west-1, BucketAlreadyOwnedByYou"})
    void namesAreTakenOnce(String region, String repeated) {
        try (S3Scene scene = new S3Scene(region)) {
            assertThat(create(scene, request("my-bucket"), scene.root(S3Scene.OWNER)))
                    .isEqualTo("/my-bucket");
            assertThat(create(scene, request("my-bucket"), scene.root(S3Scene.OWNER)))
                    .isEqualTo(repeated);
            assertThat(create(scene, request("my-bucket"), scene.root(S3Scene.STRANGER)))
                    .isEqualTo("BucketAlreadyExists");
            assertThat(create(scene, request("My-Bucket"), scene.root(S3Scene.OWNER)))
                    .isEqualTo("InvalidBucketName");
            assertThat(create(scene, request("other-bucket"), scene.anonymous()))
                    .isEqualTo("AccessDenied");
            assertThat(create(scene, request("other-bucket"), scene.user(S3Scene.OWNER, "poor", "")))
                    .isEqualTo("AccessDenied");
        }
    }

    @Test
    void accessControlListsAreRefused() {
        try (S3Scene scene = new S3Scene("us-east-1")) {
            RequestContext root = scene.root(S3Scene.OWNER);
            CreateBucketRequest.Builder builder = CreateBucketRequest.builder().bucket("acl-bucket");
            assertThat(create(scene, builder.acl("public-read").build(), root))
                    .isEqualTo("InvalidBucketAclWithObjectOwnership");
            assertThat(create(scene, builder.grantRead("id=1").build(), root)).isEqualTo("InvalidRequest");
            assertThat(create(scene, builder.acl(null).build(), root)).isEqualTo("InvalidBucketAclWithObjectOwnership");
            builder.grantRead(null).acl("private");
            assertThat(create(scene, builder.objectOwnership("ObjectWriter").build(), root))
                    .isEqualTo("NotImplemented");
            assertThat(create(
                            scene,
                            builder.objectOwnership("BucketOwnerEnforced").build(),
                            root))
                    .isEqualTo("/acl-bucket");
        }
    }

    @Test
    void tagsNeedTheirOwnPermission() {
        try (S3Scene scene = new S3Scene("us-east-1")) {
            CreateBucketRequest request = CreateBucketRequest.builder()
                    .bucket("tag-bucket")
                    .createBucketConfiguration(CreateBucketConfiguration.builder()
                            .tags(List.of(Tag.builder().key("Team").value("a").build()))
                            .build())
                    .build();
            String statement = "{\"Effect\":\"Allow\",\"Action\":%s,\"Resource\":\"*\","
                    + "\"Condition\":{\"StringEquals\":{\"aws:RequestTag/Team\":\"%s\"}}}";
            String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}";
            assertThat(create(
                            scene,
                            request,
                            scene.user(S3Scene.OWNER, "u", policy.formatted("\"s3:CreateBucket\"", "a"))))
                    .isEqualTo("AccessDenied");
            String both = "[\"s3:CreateBucket\",\"s3:TagResource\"]";
            assertThat(create(scene, request, scene.user(S3Scene.OWNER, "u", policy.formatted(both, "b"))))
                    .isEqualTo("AccessDenied");
            assertThat(create(scene, request, scene.user(S3Scene.OWNER, "u", policy.formatted(both, "a"))))
                    .isEqualTo("/tag-bucket");
            GetBucketTaggingResponse tags = scene.call(
                    S3Operation.GET_BUCKET_TAGGING,
                    GetBucketTaggingRequest.builder().bucket("tag-bucket").build(),
                    scene.root(S3Scene.OWNER),
                    GetBucketTaggingResponse.class);
            assertThat(tags.tagSet())
                    .containsExactly(Tag.builder().key("Team").value("a").build());
        }
    }

    @Test
    void onlyEmptyBucketsAreDeletedAndTheirNamesAreFreeAgain() {
        try (S3Scene scene = new S3Scene("us-east-1")) {
            Bucket bucket = scene.bucket("full-bucket");
            scene.put(bucket, "key");
            DeleteBucketRequest delete =
                    DeleteBucketRequest.builder().bucket("full-bucket").build();
            RequestContext root = scene.root(S3Scene.OWNER);
            assertThatThrownBy(() -> scene.call(S3Operation.DELETE_BUCKET, delete, root, Structure.class))
                    .hasMessage("The bucket you tried to delete is not empty");
            scene.store.update(transaction -> scene.tables.objects().delete(transaction, bucket, "key"));
            scene.call(S3Operation.DELETE_BUCKET, delete, root, Structure.class);
            assertThatThrownBy(() -> scene.call(S3Operation.DELETE_BUCKET, delete, root, Structure.class))
                    .hasMessage("The specified bucket does not exist");
            assertThat(create(scene, request("full-bucket"), scene.root(S3Scene.STRANGER)))
                    .isEqualTo("/full-bucket");
            assertThat(scene.tables
                            .buckets()
                            .require(scene.store, "full-bucket")
                            .id())
                    .isNotEqualTo(bucket.id());
        }
    }

    @Test
    void aDeniedHeadShowsTheRegion() {
        try (S3Scene scene = new S3Scene("eu-west-1")) {
            scene.bucket("head-bucket");
            assertThatThrownBy(() -> scene.call(
                            S3Operation.HEAD_BUCKET,
                            HeadBucketRequest.builder().bucket("head-bucket").build(),
                            scene.root(S3Scene.STRANGER),
                            Structure.class))
                    .isInstanceOfSatisfying(AwsException.class, error -> assertThat(error.details())
                            .containsEntry("x-amz-bucket-region", "eu-west-1"));
        }
    }

    @Test
    void expectedOwnerMustBeTheOwner() {
        try (S3Scene scene = new S3Scene("us-east-1")) {
            scene.bucket("head-bucket");
            HeadBucketRequest head =
                    HeadBucketRequest.builder().bucket("head-bucket").build();
            String header = "x-amz-expected-bucket-owner";
            scene.call(
                    S3Operation.HEAD_BUCKET,
                    head,
                    scene.root(S3Scene.OWNER, "", header, S3Scene.OWNER.digits()),
                    Structure.class);
            assertThatThrownBy(() -> scene.call(
                            S3Operation.HEAD_BUCKET,
                            head,
                            scene.root(S3Scene.OWNER, "", header, S3Scene.STRANGER.digits()),
                            Structure.class))
                    .hasMessage("Access Denied");
        }
    }

    @Test
    void bucketsAreListedByAccountInPages() {
        try (S3Scene scene = new S3Scene("us-east-1")) {
            List<String> names = List.of("a-1", "a-2", "a-3", "b-1");
            names.forEach(scene::bucket);
            create(scene, request("a-4"), scene.root(S3Scene.STRANGER));
            assertThat(pages(scene, null, 1)).isEqualTo(names);
            assertThat(pages(scene, null, 4)).isEqualTo(names);
            assertThat(pages(scene, "a-", 2)).isEqualTo(names.subList(0, 3));
            assertThatThrownBy(() -> pages(scene, null, 0)).hasMessageContaining("max-buckets");
            assertThatThrownBy(() -> scene.call(
                            S3Operation.LIST_BUCKETS,
                            ListBucketsRequest.builder().build(),
                            scene.anonymous(),
                            Structure.class))
                    .hasMessage("Anonymous users cannot invoke this API. Please authenticate.");
        }
    }

    private static List<String> pages(S3Scene scene, @Nullable String prefix, int size) {
        List<String> names = new ArrayList<>();
        String token = null;
        do {
            ListBucketsResponse page = scene.call(
                    S3Operation.LIST_BUCKETS,
                    ListBucketsRequest.builder()
                            .prefix(prefix)
                            .maxBuckets(size)
                            .continuationToken(token)
                            .build(),
                    scene.root(S3Scene.OWNER),
                    ListBucketsResponse.class);
            page.buckets().forEach(bucket -> names.add(String.valueOf(bucket.name())));
            token = page.continuationToken();
        } while (token != null);
        return names;
    }
}
