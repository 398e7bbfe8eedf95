// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.identity.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the optional user name of an action.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html">GetUser</a>
 */
public final class NamedCaller {
    private NamedCaller() {}

    /**
     * Returns the given name, or the caller's own.
     *
     * @return null for the account root
     * @throws AwsException ValidationError for a session that does not belong to a user
     */
    public static @Nullable String userName(@Nullable String given, RequestContext context) {
        if (given != null) {
            return given;
        }
        Principal.InAccount caller = context.principal();
        if (caller instanceof Principal.IamUser user) {
            return user.name();
        }
        if (caller instanceof Principal.AccountRoot) {
            return null;
        }
        throw new AwsException(
                CommonError.VALIDATION_ERROR, "Must specify userName when calling with non-User credentials");
    }
}
