package dev.meerkat.embedded.internal;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param host the address to listen on
 * @param port the port, 0 for one that the system chooses
 * @param historyCapacity how many changes the log keeps
 * @param standalone pretend not to be a replica set
 * @param clock the wall clock
 * @param advertised the address, host and port, that clients are told to connect to; null for the one that they came to
 */
public record NodeSettings(
        String host,
        int port,
        int historyCapacity,
        boolean standalone,
        Clock clock,
        @Nullable String advertised) {}
