// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Structure;
import java.util.List;

/**
 * One action of an API, as its page in the manual describes it. Stateless; many threads call it at once.
 *
 * @param <I> the decoded and validated parameters
 * @param <O> the result
 */
public interface ApiAction<I extends Structure, O extends Structure> {
    /** The operation of the model that this action serves. */
    Operation<I, O> operation();

    /** What running it takes. An action says so only when its work is bounded. */
    default Execution execution() {
        return Execution.UNBOUNDED;
    }

    /**
     * Asked before the document of a request is read, of operations that have one: a caller who would be refused
     * whatever the document says sends it in vain. {@link #accessChecks} decides afterwards in any case, so an action
     * whose checks need the document returns here what they surely contain.
     *
     * @param head the parameters outside of the document; the others are absent
     * @throws io.drawbridge.core.error.AwsException as {@link #accessChecks}
     */
    default List<AccessCheck> headChecks(I head, RequestContext context) {
        return accessChecks(head, context);
    }

    /**
     * What the caller must be allowed to do, all of it, before {@link #handle} runs.
     *
     * @throws io.drawbridge.core.error.AwsException when what is asked about cannot be named, such as a missing bucket
     */
    List<AccessCheck> accessChecks(I input, RequestContext context);

    /**
     * Carries the action out. Runs only when every check was allowed.
     *
     * @throws io.drawbridge.core.error.AwsException in AWS's words when it cannot be done
     */
    O handle(I input, RequestContext context);
}
