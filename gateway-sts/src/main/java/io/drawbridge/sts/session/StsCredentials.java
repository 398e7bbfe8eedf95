// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.auth.IssuedCredentials;
import io.drawbridge.core.auth.SessionTokens;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.sts.model.Credentials;
import io.drawbridge.sts.model.StsError;
import java.time.temporal.ChronoUnit;

/** Maps temporary credentials to the structures of the wire. */
public final class StsCredentials {
    private StsCredentials() {}

    /** Returns the credentials with their expiration in whole seconds, as AWS does. */
    public static Credentials of(IssuedCredentials issued) {
        return Credentials.builder()
                .accessKeyId(issued.accessKeyId())
                .secretAccessKey(issued.secret().reveal())
                .sessionToken(issued.sessionToken())
                .expiration(issued.expiresAt().truncatedTo(ChronoUnit.SECONDS))
                .build();
    }

    /**
     * Returns how much of the space for session policies and tags is used, in percent.
     *
     * @return 0 to 100
     * @throws AwsException PackedPolicyTooLarge
     */
    public static int packedPercent(SessionFacts facts) {
        int percent = SessionTokens.packedPolicySizePercent(facts);
        if (percent > 100) {
            throw new AwsException(
                    StsError.PACKED_POLICY_TOO_LARGE,
                    facts.limited()
                            ? "Packed policy consumes " + percent + "% of allotted space, please use smaller policy."
                            : "Packed size of session tags consumes " + percent + "% of allotted space.");
        }
        return percent;
    }
}
