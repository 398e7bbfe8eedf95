// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.report;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the credential report. */
public final class ReportActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final Creation creation;

    public ReportActions(EntityStore store, Creation creation) {
        this.store = store;
        this.creation = creation;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(IamOperation.GENERATE_CREDENTIAL_REPORT, IamOperation.GET_CREDENTIAL_REPORT);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case GENERATE_CREDENTIAL_REPORT -> new GenerateCredentialReport(store, creation);
            case GET_CREDENTIAL_REPORT -> new GetCredentialReport(store, creation);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
