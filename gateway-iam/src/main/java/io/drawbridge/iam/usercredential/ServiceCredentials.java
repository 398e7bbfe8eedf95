// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.ServiceSpecificCredential;
import io.drawbridge.iam.model.ServiceSpecificCredentialMetadata;
import io.drawbridge.iam.store.UserCredential;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates and shows service-specific credentials. Their secrets are random and long, so that SHA-256 protects them. */
final class ServiceCredentials {
    static final String SERVICE = "service";
    static final String USER = "user";
    static final String EXPIRES = "expires";

    /** The services of the manual that have a user name and a password. */
    private static final Set<String> WITH_PASSWORD = Set.of("codecommit.amazonaws.com", "cassandra.amazonaws.com");

    /** The services of the manual that have an API key, which may expire. */
    private static final Set<String> WITH_API_KEY = Set.of("bedrock.amazonaws.com", "logs.amazonaws.com");

    private static final String ID_PREFIX = "ACCA";

    private ServiceCredentials() {}

    /** @throws AwsException NotSupportedService or ValidationError */
    static void check(String service, @Nullable Integer ageDays) {
        if (!WITH_PASSWORD.contains(service) && !WITH_API_KEY.contains(service)) {
            throw new AwsException(
                    IamError.NO_SUCH_ENTITY,
                    "No such service " + service + " is supported for Service Specific Credentials");
        }
        if (ageDays != null && WITH_PASSWORD.contains(service)) {
            throw new AwsException(
                    IamError.VALIDATION_ERROR, "CredentialAgeDays is not supported for the service " + service + ".");
        }
    }

    /** Returns a new id: {@code ACCA…}. */
    static String newId(Creation creation, AccountId account) {
        return ID_PREFIX + creation.ids().publicKeyId(account).substring(ID_PREFIX.length());
    }

    /** Returns the user name for the service. */
    static String serviceUser(String userName, AccountId account) {
        return userName + "-at-" + account.digits();
    }

    static String hash(SecretKey secret) {
        return HexFormat.of().formatHex(Sha256.of(secret.bytes()));
    }

    /** Returns a new credential with its secret, as only this response shows it. */
    static ServiceSpecificCredential withSecret(UserCredential credential, String userName, SecretKey secret) {
        ServiceSpecificCredential.Builder shown = ServiceSpecificCredential.builder()
                .createDate(credential.createdAt())
                .expirationDate(expiry(credential))
                .serviceName(credential.details().get(SERVICE))
                .serviceSpecificCredentialId(credential.id())
                .userName(userName)
                .status(credential.status());
        String user = credential.details().get(USER);
        return WITH_PASSWORD.contains(credential.details().get(SERVICE))
                ? shown.serviceUserName(user).servicePassword(secret.reveal()).build()
                : shown.serviceCredentialAlias(user)
                        .serviceCredentialSecret(secret.reveal())
                        .build();
    }

    /** Returns a credential as lists show it. */
    static ServiceSpecificCredentialMetadata listed(UserCredential credential, String userName) {
        boolean password = WITH_PASSWORD.contains(credential.details().get(SERVICE));
        String user = credential.details().get(USER);
        return ServiceSpecificCredentialMetadata.builder()
                .userName(userName)
                .status(credential.status())
                .serviceUserName(password ? user : null)
                .serviceCredentialAlias(password ? null : user)
                .createDate(credential.createdAt())
                .expirationDate(expiry(credential))
                .serviceSpecificCredentialId(credential.id())
                .serviceName(credential.details().get(SERVICE))
                .build();
    }

    private static @Nullable Instant expiry(UserCredential credential) {
        String at = credential.details().get(EXPIRES);
        return at == null ? null : Instant.parse(at);
    }
}
