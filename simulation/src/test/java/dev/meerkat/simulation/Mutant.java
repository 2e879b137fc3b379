package dev.meerkat.simulation;

import dev.meerkat.cache.Guard;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Without;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The protocol with one thing wrong, to see that the checker sees it.
 *
 * @param name for the table
 * @param guards those that stand
 * @param flaws what is wrong below the ports, or in how they are used
 */
record Mutant(String name, Guards guards, Set<Flaw> flaws) {

    /** What can be made wrong without a switch in the product. */
    enum Flaw {
        /** The local instant of a note is taken when it has come, not before it is asked for. */
        INSTANT_AFTER_NOTE,
        /** The cluster's time is told by a primary that doesn't know that it was deposed. */
        NOTE_FROM_STALE_PRIMARY,
        /** A record that doesn't continue the chain is applied as if it did. */
        NO_FLOOR_ON_HOLE,
        /** A record continues the chain where its previous watermark is the chain's own, too. */
        CONTINUITY_NOT_STRICT,
        /** A record doesn't say that events were lost. */
        NO_RESET,
        /** The lease is changed whatever its term. */
        LEASE_NOT_FENCED,
        /** W is the operation time of the batch's reply, not the time of its token. */
        WATERMARK_FROM_REPLY,
        /** A process that watches for itself begins with what happens from now on, not at its watermark. */
        OWN_STREAM_FROM_NOW
    }

    /** Nothing wrong. */
    static final Mutant NONE = new Mutant("none", Guards.all(), EnumSet.noneOf(Flaw.class));

    static Mutant without(Guard guard) {
        return new Mutant("without_" + guard, Without.guard(guard), EnumSet.noneOf(Flaw.class));
    }

    static Mutant with(Flaw flaw) {
        return new Mutant("with_" + flaw, Guards.all(), EnumSet.of(flaw));
    }

    /** Every mutant that there is. */
    static List<Mutant> all() {
        return Stream.concat(
                        Stream.of(Guard.values()).map(Mutant::without),
                        Stream.of(Flaw.values()).map(Mutant::with))
                .toList();
    }

    /** The mutant of this name, or the one without anything wrong. */
    static Mutant named(String name) {
        return Stream.concat(Stream.of(NONE), all().stream())
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mutant is named " + name + "; there are " + all()));
    }

    boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }

    @Override
    public String toString() {
        return name;
    }
}
