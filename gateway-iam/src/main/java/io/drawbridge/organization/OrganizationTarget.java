// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.organization;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target of control policies: the root, a unit or an account of an organization.
 *
 * @param id {@code r-…}, {@code ou-…} or 12 digits
 * @param parent the id of the parent; null for the root
 * @param name for display; the id of an account
 * @param fullAccess whether the AWS managed FullAWSAccess is attached; RCPFullAWSAccess always is
 * @param policyIds the other attached policies, of both types
 */
public record OrganizationTarget(
        String id, @Nullable String parent, String name, Attachment fullAccess, List<String> policyIds) {
    /** Whether a policy is attached. */
    public enum Attachment {
        DETACHED,
        ATTACHED
    }

    private static final int TYPE = 51;

    public OrganizationTarget {
        policyIds = List.copyOf(policyIds);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, id)
                .text(2, parent)
                .text(3, name)
                .flag(4, fullAccess == Attachment.ATTACHED)
                .texts(5, policyIds)
                .toBytes();
    }

    static OrganizationTarget fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new OrganizationTarget(
                fields.text(1),
                fields.optionalText(2),
                fields.text(3),
                fields.flag(4) ? Attachment.ATTACHED : Attachment.DETACHED,
                fields.texts(5));
    }
}
