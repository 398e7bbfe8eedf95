// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/** An operation in a service's model, implemented or not. Each service has one enum that implements this interface. */
public interface OperationName {
    /** Returns the name on the wire, such as {@code CreateRole}. */
    String operationName();

    /** Returns the operation with its types, which are loaded at the first call. */
    Operation<?, ?> operation();
}
