// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.directory;

/** What becomes of a policy that names an account which is neither of this server nor declared to exist elsewhere. */
public enum UnknownAccounts {
    /** The policy is refused, as AWS refuses an account that does not exist. */
    REFUSE,
    /** The policy is stored. */
    ACCEPT
}
