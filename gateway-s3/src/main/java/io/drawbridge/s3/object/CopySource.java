// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.s3.route.S3Address;
import org.jspecify.annotations.Nullable;

/**
 * The object that a copy reads.
 *
 * @param versionId null for the current object
 */
public record CopySource(
        String bucket, String key, @Nullable String versionId) {
    private static final String HEADER = "x-amz-copy-source";
    private static final String VERSION = "?versionId=";

    /**
     * Reads {@code x-amz-copy-source}: bucket and key, percent-encoded, with or without a leading slash.
     *
     * @throws io.drawbridge.core.error.AwsException InvalidArgument, or NotImplemented for an access point
     */
    public static CopySource parse(String header) {
        if (header.startsWith("arn:")) {
            throw ObjectErrors.notImplemented(HEADER);
        }
        int version = header.lastIndexOf(VERSION);
        String path = decode(version < 0 ? header : header.substring(0, version));
        path = path.startsWith("/") ? path.substring(1) : path;
        int slash = path.indexOf('/');
        if (path.isEmpty() || slash == 0) {
            throw ObjectErrors.invalidArgument("Invalid copy source bucket name", HEADER, header);
        } else if (slash < 0 || slash == path.length() - 1) {
            throw ObjectErrors.invalidArgument("Invalid copy source object key", HEADER, header);
        }
        String versionId = version < 0 ? null : header.substring(version + VERSION.length());
        return new CopySource(path.substring(0, slash), path.substring(slash + 1), versionId);
    }

    /** AWS: the header is form-encoded, so a plus is a blank. */
    private static String decode(String encoded) {
        return S3Address.decode(encoded.replace('+', ' '));
    }

    /** Returns the selector of the version to copy. */
    public VersionSelector selector() {
        return VersionSelector.of(versionId);
    }

    /** Returns the value of {@code s3:x-amz-copy-source}. */
    public String conditionValue() {
        return bucket + '/' + key;
    }
}
