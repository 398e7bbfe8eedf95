// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import java.util.Optional;

/** Creates the caller of a simulation. */
final class SimulatedCaller {
    /** The id of a user that need not exist. */
    private static final String NO_ID = "AIDASIMULATED00000000";

    private SimulatedCaller() {}

    /**
     * Returns the user of CallerArn, which need not exist.
     *
     * @throws io.drawbridge.core.error.AwsException InvalidInput for anything but a user
     */
    static Principal.IamUser user(String callerArn, IdentityDirectory directory) {
        Arn arn = Arn.parse(callerArn)
                .filter(parsed -> parsed.service().equals("iam")
                        && AccountId.isValid(parsed.account())
                        && parsed.resource().startsWith("user/")
                        && !parsed.resource().endsWith("/"))
                .orElseThrow(() -> invalid("Invalid Entity Arn: " + callerArn));
        Optional<String> id = directory.uniqueIdOf(arn);
        String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
        return new Principal.IamUser(new AccountId(arn.account()), arn, id.orElse(NO_ID), name);
    }

    /** Returns an unnamed user of the account. */
    static Principal.IamUser nobody(AccountId account) {
        return new Principal.IamUser(account, Arn.iam(account, "user/simulated"), NO_ID, "simulated");
    }

    static Caller caller(Principal principal) {
        return new Caller(principal, null, null, AuthenticationType.SIGV4_HEADER);
    }
}
