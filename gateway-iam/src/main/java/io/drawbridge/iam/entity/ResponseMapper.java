// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.PrincipalIds;
import io.drawbridge.iam.model.AttachedPermissionsBoundary;
import io.drawbridge.iam.model.AttachedPolicy;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.Role;
import io.drawbridge.iam.store.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps entities to the structures of the wire. */
public final class ResponseMapper {
    private ResponseMapper() {}

    /** Returns a user as lists show it: without tags and boundary. */
    public static io.drawbridge.iam.model.User listed(User user) {
        return base(user).build();
    }

    /** Returns a user with tags and boundary. */
    public static io.drawbridge.iam.model.User described(User user) {
        return base(user)
                .permissionsBoundary(boundary(user.boundaryArn()))
                .tags(user.tags().isEmpty() ? null : tags(user.tags()))
                .build();
    }

    private static io.drawbridge.iam.model.User.Builder base(User user) {
        return io.drawbridge.iam.model.User.builder()
                .path(user.path())
                .userName(user.name())
                .userId(user.id())
                .arn(user.arn().toString())
                .createDate(user.createdAt());
    }

    public static io.drawbridge.iam.model.Group group(Group group) {
        return io.drawbridge.iam.model.Group.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn().toString())
                .createDate(group.createdAt())
                .build();
    }

    /** Returns a role as lists show it: without tags and boundary. */
    public static io.drawbridge.iam.model.Role listed(Role role, IdentityDirectory directory) {
        return base(role, directory).build();
    }

    /** Returns a role with tags and boundary. */
    public static io.drawbridge.iam.model.Role described(Role role, IdentityDirectory directory) {
        return base(role, directory)
                .permissionsBoundary(boundary(role.boundaryArn()))
                .tags(role.tags().isEmpty() ? null : tags(role.tags()))
                .build();
    }

    /**
     * Returns a role as the response of its creation shows it.
     *
     * @param trustPolicy as it was sent
     */
    public static io.drawbridge.iam.model.Role created(Role role, String trustPolicy, IdentityDirectory directory) {
        return described(role, directory).toBuilder()
                .assumeRolePolicyDocument(document(trustPolicy))
                .description(null)
                .maxSessionDuration(null)
                .build();
    }

    private static io.drawbridge.iam.model.Role.Builder base(Role role, IdentityDirectory directory) {
        return io.drawbridge.iam.model.Role.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn().toString())
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(trustPolicy(role, directory))
                .description(role.description())
                .maxSessionDuration(role.maxSessionDurationSeconds());
    }

    /** Returns the trust policy with the current ARNs of its principals, encoded. */
    public static String trustPolicy(Role role, IdentityDirectory directory) {
        return document(PrincipalIds.toShown(role.trustPolicy(), directory));
    }

    /** Returns a policy document as responses contain it: percent-encoded as in RFC 3986. */
    public static String document(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    public static List<Tag> tags(Map<String, String> tags) {
        List<Tag> members = new ArrayList<>(tags.size());
        tags.forEach(
                (key, value) -> members.add(Tag.builder().key(key).value(value).build()));
        return members;
    }

    /** Returns an attached policy, named by its ARN. */
    public static AttachedPolicy attached(String policyArn) {
        return AttachedPolicy.builder()
                .policyName(policyArn.substring(policyArn.lastIndexOf('/') + 1))
                .policyArn(policyArn)
                .build();
    }

    /**
     * Returns the list key of an attached policy: the name, then the owner, because two owners may use the same name.
     */
    public static String attachedKey(AttachedPolicy policy) {
        String name = policy.policyName() == null ? "" : policy.policyName().toLowerCase(Locale.ROOT);
        String owner = policy.policyArn() == null
                ? ""
                : Arn.parse(policy.policyArn()).map(Arn::account).orElse("");
        return name + "\n" + owner;
    }

    /** Returns the boundary, or null when there is none. */
    public static @Nullable AttachedPermissionsBoundary boundary(@Nullable String arn) {
        // AWS: the model has the value PermissionsBoundaryPolicy, but the service returns Policy.
        return arn == null
                ? null
                : AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType("Policy")
                        .permissionsBoundaryArn(arn)
                        .build();
    }
}
