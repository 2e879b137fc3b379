package dev.meerkat.simulation;

import java.time.Duration;
import java.util.Set;

/**
 * A story before it begins.
 *
 * @param seed decides everything that is left open here
 * @param mutant what is wrong with the protocol
 * @param length simulated time
 * @param faults what goes wrong in the world
 * @param tags how many tags a process remembers at least; 0: the seed chooses
 * @param thinkMillis how long a reader waits between two reads, about
 * @param writeMillis how long a writer waits between two writes, about
 * @param refused whether the user may never watch the whole cluster
 */
record Settings(
        long seed,
        Mutant mutant,
        Duration length,
        Set<Fault> faults,
        int tags,
        long thinkMillis,
        long writeMillis,
        boolean refused) {

    /** The bound on staleness of all stories. */
    static final Duration BOUND = Duration.ofSeconds(1);

    static final int PROCESSES = 3;

    /** Clients that go from process to process. */
    static final int CHAINS = 4;

    /** With faults of every kind. In every second story writes are rare, so that what a change misses stays wrong for long. */
    static Settings stormy(long seed, Mutant mutant) {
        return new Settings(
                seed, mutant, Duration.ofSeconds(22), Fault.ALL, 0, 25, seed % 2 == 0 ? 150 : 1_000, seed % 5 == 0);
    }

    /** Nothing goes wrong; about three writes a second, of all writers together; any may touch a whole collection. */
    static Settings calm(long seed) {
        return new Settings(seed, Mutant.NONE, Duration.ofSeconds(20), Set.of(), 1024, 10, 2_000, false);
    }

    /** The same with something wrong. */
    Settings with(Mutant its) {
        return new Settings(seed, its, length, faults, tags, thinkMillis, writeMillis, refused);
    }

    /** The same with these faults only. */
    Settings withFaults(Set<Fault> kinds) {
        return new Settings(seed, mutant, length, kinds, tags, thinkMillis, writeMillis, refused);
    }

    /** The same with so many tags. */
    Settings withTags(int number) {
        return new Settings(seed, mutant, length, faults, number, thinkMillis, writeMillis, refused);
    }

    /** The same without the privilege to watch the whole cluster. */
    Settings withoutPrivilege() {
        return new Settings(seed, mutant, length, faults, tags, thinkMillis, writeMillis, true);
    }
}
