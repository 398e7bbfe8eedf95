// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * Parses policy documents.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar</a>
 */
public final class PolicyParser {
    private PolicyParser() {}

    /**
     * Parses and validates a new document, before it is stored or used. The calling code must check whether its
     * principals exist.
     *
     * @throws io.drawbridge.core.error.AwsException {@code MalformedPolicyDocument}, or {@code MalformedPolicy} for a
     *     bucket policy, with AWS's text for the first stage that fails
     */
    public static PolicyDocument parse(String text, PolicyGrammar kind) {
        return switch (kind.family()) {
            case IDENTITY, ORGANIZATION -> parseIdentity(text, kind);
            case TRUST -> parseTrust(text);
            case BUCKET -> parseBucket(text, null);
        };
    }

    /**
     * Parses and validates a bucket policy. The calling code must check its size, which counts in bytes.
     *
     * @param bucket the bucket of the policy; its resources must be this bucket or its objects
     * @throws io.drawbridge.core.error.AwsException {@code MalformedPolicy}
     */
    public static PolicyDocument parseBucketPolicy(String text, String bucket) {
        return parseBucket(text, bucket);
    }

    /**
     * Parses a document that was validated when it was stored, with unique ids among its principals.
     *
     * @throws IllegalStateException when it is not a policy at all; the caller must then refuse the request
     */
    public static PolicyDocument readStored(String text, PolicyGrammar kind) {
        return new DocumentReader(kind, Dialect.STORED).read(text);
    }

    private static PolicyDocument parseIdentity(String text, PolicyGrammar kind) {
        DocumentReader reader = new DocumentReader(kind, Dialect.IDENTITY);
        PolicyDocument document = reader.read(text);
        new IdentityPolicyRules(document).check(reader.exactEffects());
        return document;
    }

    private static PolicyDocument parseTrust(String text) {
        PolicyDocument document = new DocumentReader(PolicyGrammar.TRUST, Dialect.TRUST).read(text);
        TrustPolicyRules.check(document);
        return document;
    }

    private static PolicyDocument parseBucket(String text, @Nullable String bucket) {
        if (text.isEmpty() || text.charAt(0) != '{') {
            throw Dialect.bucket("Policies must be valid JSON and the first byte must be '{'");
        }
        PolicyDocument document = new DocumentReader(PolicyGrammar.BUCKET, Dialect.BUCKET).read(text);
        new BucketPolicyRules(bucket).check(document);
        return document;
    }
}
