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

/** Entities in the form of the wire. */
public final class ResponseMapper {
    private ResponseMapper() {}

    /** A user as lists show it: without tags and boundary. */
    public static io.drawbridge.iam.model.User listed(User user) {
        return base(user).build();
    }

    /** A user with tags and boundary. */
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

    /** A role as lists show it: without tags and boundary. */
    public static io.drawbridge.iam.model.Role listed(Role role, IdentityDirectory directory) {
        return base(role, directory).build();
    }

    /** A role with tags and boundary. */
    public static io.drawbridge.iam.model.Role described(Role role, IdentityDirectory directory) {
        return base(role, directory)
                .permissionsBoundary(boundary(role.boundaryArn()))
                .tags(role.tags().isEmpty() ? null : tags(role.tags()))
                .build();
    }

    /** A role as the answer of its creation shows it. */
    public static io.drawbridge.iam.model.Role created(Role role, IdentityDirectory directory) {
        return described(role, directory).toBuilder()
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

    /** The trust policy with the present ARNs of its principals, encoded. */
    public static String trustPolicy(Role role, IdentityDirectory directory) {
        return document(PrincipalIds.toShown(role.trustPolicy(), directory));
    }

    /** A policy document as results carry it: URL-encoded after RFC 3986. */
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

    /** An attached policy, named by its ARN. */
    public static AttachedPolicy attached(String policyArn) {
        return AttachedPolicy.builder()
                .policyName(policyArn.substring(policyArn.lastIndexOf('/') + 1))
                .policyArn(policyArn)
                .build();
    }

    /** What attached policies are listed by: the name, then the owner, as two owners may use one name. */
    public static String attachedKey(AttachedPolicy policy) {
        String name = policy.policyName() == null ? "" : policy.policyName().toLowerCase(Locale.ROOT);
        String owner = policy.policyArn() == null
                ? ""
                : Arn.parse(policy.policyArn()).map(Arn::account).orElse("");
        return name + "\n" + owner;
    }

    /** Null when there is no boundary. */
    public static @Nullable AttachedPermissionsBoundary boundary(@Nullable String arn) {
        // AWS: the model says PermissionsBoundaryPolicy, the service answers Policy.
        return arn == null
                ? null
                : AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType("Policy")
                        .permissionsBoundaryArn(arn)
                        .build();
    }
}
