// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.organization;

import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.policy.PolicyParser;

/**
 * A service or resource control policy.
 *
 * @param id {@code p-…}
 * @param name unique among the organization's policies of the type
 * @param document as the operator gave it
 */
public record ControlPolicy(String id, ControlPolicyType type, String name, String document) {
    /** The most characters of a document, white space included. */
    public static final int DOCUMENT_LENGTH_MAX = 5_120;

    private static final int TYPE = 52;

    /**
     * Checks that AWS would store the document.
     *
     * @throws AwsException with the text of AWS
     * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html">
     *     RCP syntax</a>
     */
    public static void check(ControlPolicyType type, String document) {
        if (document.length() > DOCUMENT_LENGTH_MAX) {
            throw new AwsException(
                    CommonError.MALFORMED_POLICY_DOCUMENT,
                    "You have exceeded the allowed limits for policy documents: " + document.length()
                            + " characters (at most " + DOCUMENT_LENGTH_MAX + ").");
        }
        PolicyParser.parse(document, type.kind());
    }

    /**
     * Returns the AWS managed policy that allows everything; for resource control policies it is always attached
     * everywhere.
     */
    public static CompiledPolicy fullAccess(ControlPolicyType type) {
        String principal = type == ControlPolicyType.RESOURCE_CONTROL ? "\"Principal\":\"*\"," : "";
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\"," + principal
                + "\"Action\":\"*\",\"Resource\":\"*\"}]}";
        String name = type.fullAccessName();
        String arn = "arn:aws:organizations::aws:policy/" + type.arnPart() + "/p-" + name;
        return CompiledPolicy.compile(
                PolicyParser.readStored(document, type.kind()), new PolicyOrigin(type.policyType(), name, arn, null));
    }

    /** Returns the compiled policy. */
    CompiledPolicy compile(String organizationId, String managementAccount) {
        String arn = "arn:aws:organizations::" + managementAccount + ":policy/" + organizationId + "/" + type.arnPart()
                + "/" + id;
        return CompiledPolicy.compile(
                PolicyParser.readStored(document, type.kind()), new PolicyOrigin(type.policyType(), name, arn, null));
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, id)
                .text(2, type.arnPart())
                .text(3, name)
                .text(4, document)
                .toBytes();
    }

    static ControlPolicy fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new ControlPolicy(
                fields.text(1), ControlPolicyType.ofArnPart(fields.text(2)), fields.text(3), fields.text(4));
    }
}
