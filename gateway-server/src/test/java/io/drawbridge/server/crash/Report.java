// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What the kills did. Safe for many threads. */
final class Report {
    final LongAdder acknowledged = new LongAdder();
    final LongAdder inFlight = new LongAdder();
    final LongAdder applied = new LongAdder();
    final LongAdder checks = new LongAdder();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final List<String> torn = new CopyOnWriteArrayList<>();
    private final List<String> dangling = new CopyOnWriteArrayList<>();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();

    /** Something that was acknowledged is not there, or something that was acknowledged as gone is. */
    void lost(String what) {
        lost.add(what);
    }

    /** Something is neither as before nor as after. */
    void torn(String what) {
        torn.add(what);
    }

    /** Rows and bytes do not fit together. */
    void dangling(String what) {
        dangling.add(what);
    }

    /** The server refused what it should not have. */
    void unexpected(String what) {
        unexpected.add(what);
    }

    boolean clean() {
        return lost.isEmpty() && torn.isEmpty() && dangling.isEmpty() && unexpected.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(acknowledged + " writes acknowledged, " + inFlight
                + " in flight at a kill (" + applied + " of them applied), " + checks + " checks: " + lost.size()
                + " lost, " + torn.size() + " torn, " + dangling.size() + " dangling, " + unexpected.size()
                + " unexpected");
        lost.forEach(what -> text.append("\nlost: ").append(what));
        torn.forEach(what -> text.append("\ntorn: ").append(what));
        dangling.forEach(what -> text.append("\ndangling: ").append(what));
        unexpected.forEach(what -> text.append("\nunexpected: ").append(what));
        return text.toString();
    }
}
