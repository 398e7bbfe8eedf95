// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/** An operation that a service's model knows, whether it is done or not. Implemented by one enum per service. */
public interface OperationName {
    /** The name on the wire, such as {@code CreateRole}. */
    String operationName();

    /** The operation with its types, which are loaded when it is first asked for. */
    Operation<?, ?> operation();
}
