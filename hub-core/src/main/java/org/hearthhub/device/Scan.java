package org.hearthhub.device;

import java.time.Instant;

/**
 * How far asking the addresses of a subnet has come.
 *
 * @param subnet for example {@code 192.168.1.0/24}
 * @param asked how many of its addresses were asked so far
 * @param of how many there are to ask
 * @param answered how many answered so far
 * @param since when it began
 * @param running whether it still goes on; false once it ended or was stopped
 */
public record Scan(
    String subnet, int asked, int of, int answered, Instant since, boolean running) {}
