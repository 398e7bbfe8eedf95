// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

/**
 * The kinds of policy documents, and what each may contain.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html">Policies and permissions</a>
 */
public enum PolicyGrammar {
    /** A customer managed policy, also when it serves as a permissions boundary. */
    MANAGED(Family.IDENTITY, true),
    INLINE_USER(Family.IDENTITY, false),
    INLINE_GROUP(Family.IDENTITY, false),
    INLINE_ROLE(Family.IDENTITY, false),
    /** The inline policy of AssumeRole and its relatives. */
    SESSION(Family.IDENTITY, false),
    /** A role's trust policy: principals, no resources. */
    TRUST(Family.TRUST, false),
    /** A bucket policy: principals and resources. */
    BUCKET(Family.BUCKET, false),
    SERVICE_CONTROL(Family.ORGANIZATION, true),
    /** A resource control policy: everybody's Deny only. */
    RESOURCE_CONTROL(Family.ORGANIZATION, true);

    /** Kinds that share one parser at AWS, with its rules and texts. */
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

    /** Whether the document must say {@code "Version": "2012-10-17"}. */
    public boolean newestVersionOnly() {
        return newestVersionOnly;
    }

    /** Whether statements name principals. */
    public boolean principals() {
        return family == Family.TRUST || family == Family.BUCKET || this == RESOURCE_CONTROL;
    }

    /** Whether statements name resources. */
    public boolean resources() {
        return this != TRUST;
    }
}
