// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.ServerCertificateMetadata;
import io.drawbridge.iam.store.ServerCertificate;
import io.drawbridge.iam.store.ServerCertificateTable;
import java.util.Map;

/** Finds the server certificates of the caller's account, checks the access to them and shows them. */
final class ServerCertificates {
    private final EntityStore store;

    ServerCertificates(EntityStore store) {
        this.store = store;
    }

    EntityStore store() {
        return store;
    }

    ServerCertificateTable table() {
        return store.tables().serverCertificates();
    }

    /** @throws AwsException NoSuchEntity */
    ServerCertificate require(ReadTransaction transaction, AccountId account, String name) {
        return table().find(transaction, account, name)
                .orElseThrow(() -> new AwsException(
                        IamError.NO_SUCH_ENTITY, "The Server Certificate with name " + name + " cannot be found."));
    }

    /** Returns the error for a name that another certificate has. */
    static AwsException exists(String name) {
        return new AwsException(
                IamError.ENTITY_ALREADY_EXISTS, "The Server Certificate with name " + name + " already exists.");
    }

    /** Returns the check of an action on the certificate of that name, with its tags. */
    AccessCheck on(String action, String name, RequestContext context) {
        Arn arn = store.read(context, transaction -> table().find(transaction, context.account(), name)
                .map(ServerCertificate::arn)
                .orElseGet(() -> ServerCertificate.arn(context.account(), "/" + name)));
        Map<String, String> tags = store.read(context, transaction -> table().find(transaction, context.account(), name)
                .map(ServerCertificate::tags)
                .orElse(Map.of()));
        return AccessCheck.onOwn(action, arn)
                .shownAs("server certificate " + name)
                .with(IamConditions.policyTags(tags));
    }

    /** Returns a certificate as lists show it. */
    static ServerCertificateMetadata listed(ServerCertificate certificate) {
        return ServerCertificateMetadata.builder()
                .path(certificate.path())
                .serverCertificateName(certificate.name())
                .serverCertificateId(certificate.identity().id())
                .arn(certificate.arn().toString())
                .uploadDate(certificate.identity().createdAt())
                .expiration(certificate.expiresAt())
                .build();
    }
}
