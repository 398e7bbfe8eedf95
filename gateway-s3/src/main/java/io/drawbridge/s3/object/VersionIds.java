// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Version ids of buckets that were never versioned: the current object is the version {@code null}. */
public final class VersionIds {
    private static final int LENGTH = 32;

    private VersionIds() {}

    /** The action on the current object, or its sibling for versions when an id is named. */
    public static String action(String current, String versioned, @Nullable String versionId) {
        return versionId == null ? current : versioned;
    }

    /**
     * Passes when the current object is meant.
     *
     * @throws AwsException InvalidArgument for what no version id looks like, else NoSuchVersion
     */
    static void requireCurrent(String key, @Nullable String versionId) {
        if (!isCurrent(versionId)) {
            throw missing(key, String.valueOf(versionId));
        }
    }

    /**
     * Whether the current object is meant.
     *
     * @throws AwsException InvalidArgument for what no version id looks like
     */
    static boolean isCurrent(@Nullable String versionId) {
        if (versionId == null || versionId.equals("null")) {
            return true;
        }
        requireWellFormed(versionId);
        return false;
    }

    static AwsException missing(String key, String versionId) {
        Map<String, String> details = new LinkedHashMap<>(4);
        details.put("Key", key);
        details.put("VersionId", versionId);
        return new AwsException(S3Error.NO_SUCH_VERSION, "The specified version does not exist.", details);
    }

    /** @throws AwsException InvalidArgument for what no version id looks like */
    static void requireWellFormed(String versionId) {
        if (versionId.isEmpty()) {
            throw ObjectErrors.invalidArgument("Version id cannot be the empty string", "versionId", versionId);
        }
        boolean wellFormed = versionId.length() == LENGTH;
        for (int i = 0; i < versionId.length() && wellFormed; i++) {
            char c = versionId.charAt(i);
            wellFormed = c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
        }
        if (!wellFormed) {
            throw ObjectErrors.invalidArgument("Invalid version id specified", "versionId", versionId);
        }
    }
}
