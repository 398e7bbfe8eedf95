// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.SigningCertificate;
import io.drawbridge.iam.store.UserCredential;

/** Names and shows signing certificates. */
final class SigningCertificates {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ID_LENGTH = 32;

    private SigningCertificates() {}

    /** Returns an id as AWS makes them: 32 capital letters and digits. */
    static String newId(EntityStore store) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(store.tables().random().nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static SigningCertificate shown(UserCredential credential, String userName) {
        return SigningCertificate.builder()
                .userName(userName)
                .certificateId(credential.id())
                .certificateBody(credential.body())
                .status(credential.status())
                .uploadDate(credential.createdAt())
                .build();
    }
}
