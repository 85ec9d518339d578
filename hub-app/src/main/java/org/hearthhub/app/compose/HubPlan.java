package org.hearthhub.app.compose;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What to start.
 *
 * @param dataFolder holds the home; made when missing
 * @param httpPort 0 for any
 * @param httpsPort 0 for any; empty for no HTTPS
 * @param coapPort 0 for any
 * @param coapsPort for paired devices, 0 for any
 * @param demo whether it is a throw-away hub with a simulated home
 * @param version of this program
 */
public record HubPlan(
    Path dataFolder,
    Network network,
    int httpPort,
    OptionalInt httpsPort,
    int coapPort,
    int coapsPort,
    boolean demo,
    String version) {}
