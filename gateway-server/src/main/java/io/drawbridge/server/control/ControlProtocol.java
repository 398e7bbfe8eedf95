// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.control;

/**
 * The lines of the control socket. A command sends {@link #BACKUP}; the server answers {@link #SNAPSHOT} with the
 * folder of the rows, or {@link #REFUSED} with the reason. During the copy the command sends {@link #MORE}
 * periodically, and at the end {@link #DONE}; the server answers {@link #DONE} if it held the snapshot until then.
 *
 * <p>Or a command sends {@link #RESEAL} with the id of a master key; the server answers {@link #PROGRESS} with the
 * numbers of access keys that were sealed, left and refused, as often as it likes, and at the end {@link #DONE} with
 * the ids of refused keys, or {@link #REFUSED} with the reason.
 */
final class ControlProtocol {
    /** The name of the socket in the data directory. */
    static final String SOCKET = "control";

    static final String BACKUP = "backup 1";
    static final String RESEAL = "reseal 1 ";
    static final String PROGRESS = "progress ";
    static final String SNAPSHOT = "snapshot ";
    static final String REFUSED = "refused ";
    static final String MORE = "more";
    static final String DONE = "done";

    private ControlProtocol() {}
}
