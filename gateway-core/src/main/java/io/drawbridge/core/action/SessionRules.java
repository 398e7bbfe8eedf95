// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

/**
 * Which operations of a service temporary credentials may call at all, whatever their policies say.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html">Comparing STS
 *     credentials</a>
 */
@FunctionalInterface
public interface SessionRules {
    /** Temporary credentials may call every operation that their policies allow. */
    SessionRules NONE = (operation, context) -> {};

    /**
     * Passes when the caller's kind of credentials may call the operation.
     *
     * @throws io.drawbridge.core.error.AwsException AccessDenied or InvalidClientTokenId
     */
    void check(String operation, RequestContext context);
}
