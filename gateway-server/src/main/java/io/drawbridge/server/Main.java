// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.server.command.Commands;
import picocli.CommandLine;

/** The main class of the command line. */
public final class Main {
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private Main() {}

    /** Runs a command and ends the process: 0 for success, 1 for findings, 2 for errors that the user can correct. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "io/drawbridge/server/command/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    /** Returns the command line, with the server of this module. */
    public static CommandLine commandLine() {
        return new Commands(RunningServer::start).commandLine();
    }
}
