// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;

/**
 * Checks the keys of session tags.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Session tags</a>
 */
public final class SessionTags {
    private static final String RESERVED = "aws:";

    private SessionTags() {}

    /** @throws AwsException ValidationError for a key that only AWS may set */
    public static void checkKey(String key) {
        if (key.regionMatches(true, 0, RESERVED, 0, RESERVED.length())) {
            throw new AwsException(
                    CommonError.VALIDATION_ERROR, "Tag keys beginning with aws: are reserved for system use.");
        }
    }
}
