// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.certificate;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on server certificates. */
public final class ServerCertificateActions implements ActionFamily<IamOperation> {
    private final ServerCertificates certificates;
    private final Creation creation;
    private final Pager pager;

    public ServerCertificateActions(EntityStore store, Creation creation, Pager pager) {
        this.certificates = new ServerCertificates(store);
        this.creation = creation;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.UPLOAD_SERVER_CERTIFICATE,
                IamOperation.GET_SERVER_CERTIFICATE,
                IamOperation.LIST_SERVER_CERTIFICATES,
                IamOperation.UPDATE_SERVER_CERTIFICATE,
                IamOperation.DELETE_SERVER_CERTIFICATE,
                IamOperation.TAG_SERVER_CERTIFICATE,
                IamOperation.UNTAG_SERVER_CERTIFICATE,
                IamOperation.LIST_SERVER_CERTIFICATE_TAGS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case UPLOAD_SERVER_CERTIFICATE -> new UploadServerCertificate(certificates, creation);
            case GET_SERVER_CERTIFICATE -> new GetServerCertificate(certificates);
            case LIST_SERVER_CERTIFICATES -> new ListServerCertificates(certificates, pager);
            case UPDATE_SERVER_CERTIFICATE -> new UpdateServerCertificate(certificates);
            case DELETE_SERVER_CERTIFICATE -> new DeleteServerCertificate(certificates);
            case TAG_SERVER_CERTIFICATE -> new TagServerCertificate(certificates);
            case UNTAG_SERVER_CERTIFICATE -> new UntagServerCertificate(certificates);
            case LIST_SERVER_CERTIFICATE_TAGS -> new ListServerCertificateTags(certificates, pager);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
