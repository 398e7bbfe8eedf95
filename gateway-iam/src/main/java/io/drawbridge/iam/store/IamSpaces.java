// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.kv.KeySpace;

/**
 * The key spaces of IAM, namespaces 16 to 49. All but the global ones begin with the account, so that the rows of one
 * account are one contiguous range in each.
 */
public final class IamSpaces {
    /** account → {@code Account}. Global. */
    public static final KeySpace ACCOUNT = new KeySpace(16, "accounts");
    /** alias → account id. Global. */
    public static final KeySpace ALIAS = new KeySpace(17, "account aliases");
    /** access key id → {@code AccessKey}. Global: authentication is one read. */
    public static final KeySpace ACCESS_KEY = new KeySpace(18, "access keys");
    /** account, owner's unique id, access key id → nothing; lists the keys of a user or of the root. */
    public static final KeySpace ACCESS_KEY_OF = new KeySpace(19, "access keys by owner");
    /** access key id → when, where; written without waiting for the device. Global. */
    public static final KeySpace ACCESS_KEY_LAST_USED = new KeySpace(20, "last use of access keys");
    /** nothing → the id of the master key that seals access keys. */
    public static final KeySpace SEALING_MASTER = new KeySpace(49, "sealing master key");
    /** unique id → account, kind, lower-case name. Global. */
    public static final KeySpace UNIQUE_ID = new KeySpace(21, "entities by unique id");
    /** account → number that changes with every change; read to see whether cached policies are current. */
    public static final KeySpace EPOCH = new KeySpace(22, "account epochs");
    /** account, lower-case name → {@code User}. */
    public static final KeySpace USER = new KeySpace(23, "users");
    /** account, lower-case name → {@code Group}. */
    public static final KeySpace GROUP = new KeySpace(24, "groups");
    /** account, lower-case name → {@code Role}. */
    public static final KeySpace ROLE = new KeySpace(25, "roles");
    /** account, lower-case name → {@code ManagedPolicy}. */
    public static final KeySpace POLICY = new KeySpace(26, "managed policies");
    /** account, lower-case policy name, version number → {@code PolicyVersion}. */
    public static final KeySpace POLICY_VERSION = new KeySpace(27, "managed policy versions");
    /** account, owner's unique id, policy name → document. */
    public static final KeySpace INLINE_POLICY = new KeySpace(28, "inline policies");
    /** account, owner's unique id, policy ARN → nothing. */
    public static final KeySpace ATTACHMENT = new KeySpace(29, "attached policies by entity");
    /** account, policy ARN, owner's unique id → nothing. */
    public static final KeySpace ATTACHED_TO = new KeySpace(30, "entities by attached policy");
    /** account, group id, user id → nothing. */
    public static final KeySpace MEMBER = new KeySpace(31, "users by group");
    /** account, user id, group id → nothing. */
    public static final KeySpace MEMBERSHIP = new KeySpace(32, "groups by user");
    /** account, policy ARN, owner's unique id → nothing. */
    public static final KeySpace BOUNDARY_OF = new KeySpace(33, "entities by permissions boundary");
    /** account, kind → number of entities, by adding. */
    public static final KeySpace COUNT = new KeySpace(34, "numbers of entities");
    /** account, lower-case name → {@code InstanceProfile}. */
    public static final KeySpace INSTANCE_PROFILE = new KeySpace(35, "instance profiles");
    /** account, role id, lower-case name of an instance profile → nothing. */
    public static final KeySpace INSTANCE_PROFILE_OF = new KeySpace(36, "instance profiles by role");
    /** account, task id → when a service-linked role was deleted. */
    public static final KeySpace DELETION_TASK = new KeySpace(45, "deletions of service-linked roles");
    /** account → nothing: an account that exists elsewhere. Global. */
    public static final KeySpace FOREIGN_ACCOUNT = new KeySpace(46, "accounts elsewhere");

    /** account, lower-case path and name → {@code MfaDevice}. */
    public static final KeySpace MFA_DEVICE = new KeySpace(37, "MFA devices");
    /** account, owner's unique id, lower-case path and name of an MFA device → nothing. */
    public static final KeySpace MFA_DEVICE_OF = new KeySpace(38, "MFA devices by owner");

    /** account, user's unique id → {@code LoginProfile}. */
    public static final KeySpace LOGIN_PROFILE = new KeySpace(39, "login profiles");
    /** account → {@code PasswordPolicy}. */
    public static final KeySpace PASSWORD_POLICY = new KeySpace(40, "password policies");

    /** account, 0 → date and number of slices of the {@code CredentialReport}; account, 1… → a slice. */
    public static final KeySpace CREDENTIAL_REPORT = new KeySpace(41, "credential reports");

    /** account, owner's unique id, number of a kind, id → {@code UserCredential}. */
    public static final KeySpace USER_CREDENTIAL = new KeySpace(42, "user credentials");

    /** account, lower-case name → {@code ServerCertificate}. */
    public static final KeySpace SERVER_CERTIFICATE = new KeySpace(43, "server certificates");

    private IamSpaces() {}
}
