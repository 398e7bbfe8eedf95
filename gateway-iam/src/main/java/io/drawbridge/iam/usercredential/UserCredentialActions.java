// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on SSH public keys, signing certificates and service-specific credentials. */
public final class UserCredentialActions implements ActionFamily<IamOperation> {
    private final UserCredentials keys;
    private final UserCredentials certificates;
    private final UserCredentials credentials;
    private final Creation creation;
    private final Pager pager;

    public UserCredentialActions(EntityStore store, Creation creation, Pager pager) {
        this.keys = UserCredentials.sshKeys(store);
        this.certificates = UserCredentials.signingCertificates(store);
        this.credentials = UserCredentials.serviceSpecific(store);
        this.creation = creation;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.UPLOAD_SSH_PUBLIC_KEY,
                IamOperation.GET_SSH_PUBLIC_KEY,
                IamOperation.LIST_SSH_PUBLIC_KEYS,
                IamOperation.UPDATE_SSH_PUBLIC_KEY,
                IamOperation.DELETE_SSH_PUBLIC_KEY,
                IamOperation.UPLOAD_SIGNING_CERTIFICATE,
                IamOperation.LIST_SIGNING_CERTIFICATES,
                IamOperation.UPDATE_SIGNING_CERTIFICATE,
                IamOperation.DELETE_SIGNING_CERTIFICATE,
                IamOperation.CREATE_SERVICE_SPECIFIC_CREDENTIAL,
                IamOperation.LIST_SERVICE_SPECIFIC_CREDENTIALS,
                IamOperation.UPDATE_SERVICE_SPECIFIC_CREDENTIAL,
                IamOperation.RESET_SERVICE_SPECIFIC_CREDENTIAL,
                IamOperation.DELETE_SERVICE_SPECIFIC_CREDENTIAL);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case UPLOAD_SSH_PUBLIC_KEY -> new UploadSSHPublicKey(keys, creation);
            case GET_SSH_PUBLIC_KEY -> new GetSSHPublicKey(keys);
            case LIST_SSH_PUBLIC_KEYS -> new ListSSHPublicKeys(keys, pager);
            case UPDATE_SSH_PUBLIC_KEY -> new UpdateSSHPublicKey(keys);
            case DELETE_SSH_PUBLIC_KEY -> new DeleteSSHPublicKey(keys);
            case UPLOAD_SIGNING_CERTIFICATE -> new UploadSigningCertificate(certificates, creation);
            case LIST_SIGNING_CERTIFICATES -> new ListSigningCertificates(certificates, pager);
            case UPDATE_SIGNING_CERTIFICATE -> new UpdateSigningCertificate(certificates);
            case DELETE_SIGNING_CERTIFICATE -> new DeleteSigningCertificate(certificates);
            case CREATE_SERVICE_SPECIFIC_CREDENTIAL -> new CreateServiceSpecificCredential(credentials, creation);
            case LIST_SERVICE_SPECIFIC_CREDENTIALS -> new ListServiceSpecificCredentials(credentials, pager);
            case UPDATE_SERVICE_SPECIFIC_CREDENTIAL -> new UpdateServiceSpecificCredential(credentials);
            case RESET_SERVICE_SPECIFIC_CREDENTIAL -> new ResetServiceSpecificCredential(credentials, creation);
            case DELETE_SERVICE_SPECIFIC_CREDENTIAL -> new DeleteServiceSpecificCredential(credentials);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
