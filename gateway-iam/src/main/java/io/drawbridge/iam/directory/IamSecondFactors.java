// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.directory;

import io.drawbridge.core.authz.SecondFactors;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.iam.mfa.CodeCheck;
import io.drawbridge.iam.mfa.Totp;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.MfaDevice;
import io.drawbridge.iam.store.MfaDeviceTable;
import java.time.Instant;

/** Checks codes against the stored MFA devices. That a code was used is recorded in the transaction that accepts it. */
public final class IamSecondFactors implements SecondFactors {
    private final IamTables tables;

    public IamSecondFactors(IamTables tables) {
        this.tables = tables;
    }

    @Override
    public Outcome use(Principal.InAccount owner, String serialNumber, String code, Instant at) {
        // Not a change of the account: no policy and no principal depends on it.
        return tables.store().transact(transaction -> use(transaction, owner, serialNumber, code, at));
    }

    private Outcome use(
            Transaction transaction, Principal.InAccount owner, String serialNumber, String code, Instant at) {
        MfaDeviceTable devices = tables.mfaDevices();
        // A device is kept under the id of a user or of a root, and of no session.
        MfaDevice device = devices.findBySerial(transaction, owner.account(), serialNumber)
                .filter(found -> owner.userId().equals(found.ownerId()))
                .orElse(null);
        byte[] seed = device == null ? null : devices.seed(device).orElse(null);
        if (device == null || seed == null) {
            return Outcome.NO_SUCH_DEVICE;
        }
        CodeCheck check = CodeCheck.one(seed, device.codes(), code, Totp.step(at));
        if (!check.after().equals(device.codes())) {
            devices.put(transaction, device.withCodes(check.after()));
        }
        return check.accepted() ? Outcome.ACCEPTED : Outcome.WRONG_CODE;
    }
}
