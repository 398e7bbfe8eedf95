// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.util.Optional;

/**
 * The {@code Credential} of a version 4 signature. The components are as sent and need not be sensible.
 *
 * @param accessKeyId the text before the scope; may contain slashes
 * @param date should be {@code yyyyMMdd}, UTC
 * @param region such as {@code us-east-1}
 * @param service such as {@code s3}
 * @param terminator should be {@code aws4_request}
 */
public record CredentialScope(String accessKeyId, String date, String region, String service, String terminator) {
    static final String TERMINATOR = "aws4_request";

    /** Splits at the last four slashes; returns empty when there are fewer. */
    public static Optional<CredentialScope> parse(String credential) {
        int terminator = credential.lastIndexOf('/');
        int service = terminator <= 0 ? -1 : credential.lastIndexOf('/', terminator - 1);
        int region = service <= 0 ? -1 : credential.lastIndexOf('/', service - 1);
        int date = region <= 0 ? -1 : credential.lastIndexOf('/', region - 1);
        if (date < 0) {
            return Optional.empty();
        }
        return Optional.of(new CredentialScope(
                credential.substring(0, date),
                credential.substring(date + 1, region),
                credential.substring(region + 1, service),
                credential.substring(service + 1, terminator),
                credential.substring(terminator + 1)));
    }

    /** Returns the scope as in the string to sign, without the access key id. */
    public String text() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }

    /** Returns whether the date has eight digits. */
    boolean dateIsWellFormed() {
        if (date.length() != 8) {
            return false;
        }
        for (int i = 0; i < 8; i++) {
            if (date.charAt(i) < '0' || date.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
