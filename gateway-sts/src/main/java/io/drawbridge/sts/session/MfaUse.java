// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.session;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestFindings;
import io.drawbridge.core.authz.SecondFactors;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The second factor of a request.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html">MFA</a>
 */
public final class MfaUse {
    private final SecondFactors factors;

    /** Under this key a request keeps that its code was used, so that it is used once. */
    private record Code(String serialNumber, String code) implements RequestFindings.Finding<Instant> {}

    public MfaUse(SecondFactors factors) {
        this.factors = factors;
    }

    /**
     * Uses the code of a request.
     *
     * @return when the code was accepted; null when the request has none
     * @throws AwsException AccessDenied
     */
    public @Nullable Instant of(@Nullable String serialNumber, @Nullable String code, RequestContext context) {
        if (serialNumber == null && code == null) {
            return null;
        }
        if (serialNumber == null || code == null) {
            throw denied("must provide both MFA serial number and one time pass code.");
        }
        return context.findings().once(new Code(serialNumber, code), () -> use(serialNumber, code, context));
    }

    private Instant use(String serialNumber, String code, RequestContext context) {
        return switch (factors.use(context.principal(), serialNumber, code, context.now())) {
            case ACCEPTED -> context.now();
            case NO_SUCH_DEVICE ->
                throw denied("unable to validate MFA code.  Please verify your MFA serial number is valid and"
                        + " associated with this user.");
            case WRONG_CODE ->
                throw new AwsException(
                        CommonError.ACCESS_DENIED,
                        "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        };
    }

    private static AwsException denied(String reason) {
        return new AwsException(CommonError.ACCESS_DENIED, "MultiFactorAuthentication failed, " + reason);
    }
}
