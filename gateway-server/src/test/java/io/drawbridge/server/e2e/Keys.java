// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import io.drawbridge.server.embed.RootCredentials;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A key pair, with a session token when it is temporary. */
record Keys(
        String accessKeyId,
        String secretAccessKey,
        @Nullable String sessionToken) {
    static Keys of(RootCredentials root) {
        return new Keys(root.accessKeyId(), root.secretAccessKey(), null);
    }

    static Keys of(AccessKey key) {
        return new Keys(key.accessKeyId(), key.secretAccessKey(), null);
    }

    static Keys of(Credentials credentials) {
        return new Keys(credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    AwsCredentials sdk() {
        return sessionToken == null
                ? AwsBasicCredentials.create(accessKeyId, secretAccessKey)
                : AwsSessionCredentials.create(accessKeyId, secretAccessKey, sessionToken);
    }
}
