// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.model.Structure;
import io.drawbridge.s3.S3Scene;
import io.drawbridge.s3.model.CreateBucketRequest;
import io.drawbridge.s3.model.CreateBucketResponse;
import io.drawbridge.s3.model.DeleteBucketRequest;
import io.drawbridge.s3.model.S3Operation;
import org.junit.jupiter.api.Test;

/** A bucket that is deleted and created again, with the same name, while one request is handled. */
final class ReplacedBucketTest {
    private static final String NAME = "taken-over";

    private final S3Scene scene = new S3Scene("us-east-1");

    private void create(RequestContext owner) {
        scene.call(
                S3Operation.CREATE_BUCKET,
                CreateBucketRequest.builder().bucket(NAME).build(),
                owner,
                CreateBucketResponse.class);
    }

    @Test
    void theCheckedBucketIsTheUsedBucket() {
        create(scene.root(S3Scene.OWNER));
        RequestContext request = scene.root(S3Scene.OWNER);
        Bucket checked = scene.tables.access().find(NAME, request);
        scene.call(
                S3Operation.DELETE_BUCKET,
                DeleteBucketRequest.builder().bucket(NAME).build(),
                scene.root(S3Scene.OWNER),
                Structure.class);
        create(scene.root(S3Scene.STRANGER));
        assertThat(scene.tables.access().find(NAME, request)).isEqualTo(checked);
        Bucket next = scene.tables.access().find(NAME, scene.root(S3Scene.STRANGER));
        assertThat(next.owner()).isEqualTo(S3Scene.STRANGER);
        assertThat(next.id()).isNotEqualTo(checked.id());
    }
}
