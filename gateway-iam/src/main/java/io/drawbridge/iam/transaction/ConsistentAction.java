// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.transaction;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.IamError;
import java.util.List;

/**
 * Runs an action so that it works on the same data that its access checks read: when another client changed the data in
 * between, the checks are made again, and the work is done only when they pass.
 * <p>INVARIANT: an action reads the store through {@link IamTransactions} only. {@code CheckedThingTest} calls every
 * action while its entities are replaced, and {@code ArchitectureTest} refuses any other access to the store.
 */
final class ConsistentAction<I extends Structure, O extends Structure> implements ApiAction<I, O> {
    private final ApiAction<I, O> action;

    private ConsistentAction(ApiAction<I, O> action) {
        this.action = action;
    }

    static <I extends Structure, O extends Structure> ApiAction<I, O> of(ApiAction<I, O> action) {
        return new ConsistentAction<>(action);
    }

    @Override
    public Operation<I, O> operation() {
        return action.operation();
    }

    @Override
    public Execution execution() {
        return action.execution();
    }

    @Override
    public List<AccessCheck> accessChecks(I input, RequestContext context) {
        CheckedReads.of(context).beginChecks();
        return action.accessChecks(input, context);
    }

    @Override
    public O handle(I input, RequestContext context) {
        for (int attempt = 1; attempt <= IamLimits.CHECK_ATTEMPTS; attempt++) {
            CheckedReads.of(context).endChecks();
            try {
                return action.handle(input, context);
            } catch (CheckedReadChangedException e) {
                context.require(accessChecks(input, context));
            }
        }
        throw new AwsException(
                IamError.CONCURRENT_MODIFICATION,
                "The request was rejected because multiple requests to change this object were submitted"
                        + " simultaneously. Wait a few minutes and submit your request again.");
    }
}
