// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * The kinds of policy documents, and the elements that each may contain.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html">Policies and permissions</a>
 */
public enum PolicyGrammar {
    /** A customer managed policy, also when it serves as a permissions boundary. */
    MANAGED(Family.IDENTITY, true),
    INLINE_USER(Family.IDENTITY, false),
    INLINE_GROUP(Family.IDENTITY, false),
    INLINE_ROLE(Family.IDENTITY, false),
    /** The inline session policy of the AssumeRole actions. */
    SESSION(Family.IDENTITY, false),
    /** A role's trust policy: principals, no resources. */
    TRUST(Family.TRUST, false),
    /** A bucket policy: principals and resources. */
    BUCKET(Family.BUCKET, false),
    SERVICE_CONTROL(Family.ORGANIZATION, true),
    /** A resource control policy: only Deny statements, for everyone. */
    RESOURCE_CONTROL(Family.ORGANIZATION, true);

    /** Kinds for which AWS uses the same parser, with the same rules and texts. */
    enum Family {
        IDENTITY,
        TRUST,
        BUCKET,
        ORGANIZATION
    }

    private final Family family;
    private final boolean newestVersionOnly;

    PolicyGrammar(Family family, boolean newestVersionOnly) {
        this.family = family;
        this.newestVersionOnly = newestVersionOnly;
    }

    Family family() {
        return family;
    }

    /** Returns whether the document must contain {@code "Version": "2012-10-17"}. */
    public boolean newestVersionOnly() {
        return newestVersionOnly;
    }

    /** Returns whether statements have principals. */
    public boolean principals() {
        return family == Family.TRUST || family == Family.BUCKET || this == RESOURCE_CONTROL;
    }

    /** Returns whether statements have resources. */
    public boolean resources() {
        return this != TRUST;
    }
}
