// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.Principal;
import java.time.Instant;

/** The MFA devices of users and roots, which the IAM module keeps. Thread-safe. */
public interface SecondFactors {
    /** What came of a code. */
    enum Outcome {
        /** The code is right and cannot be used again. */
        ACCEPTED,
        /** The caller has no such device. */
        NO_SUCH_DEVICE,
        /** The code is wrong, was used before, or is refused after too many wrong ones. */
        WRONG_CODE
    }

    /**
     * Uses a code of a device of the principal.
     *
     * @param serialNumber the ARN of a virtual device
     */
    Outcome use(Principal.InAccount owner, String serialNumber, String code, Instant at);
}
