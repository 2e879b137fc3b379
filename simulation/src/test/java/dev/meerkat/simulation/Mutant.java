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
 * @param wrong in words
 * @param guards those that stand
 * @param flaws what is wrong below the ports, or in how they are used
 */
record Mutant(String name, String wrong, Guards guards, Set<Flaw> flaws) {

    /** Nothing wrong. */
    static final Mutant NONE = new Mutant("none", "nothing", Guards.all(), EnumSet.noneOf(Flaw.class));

    static Mutant without(Guard guard) {
        return new Mutant("without_" + guard, wrong(guard), Without.guard(guard), EnumSet.noneOf(Flaw.class));
    }

    static Mutant with(Flaw flaw) {
        return new Mutant("with_" + flaw, flaw.wrong(), Guards.all(), EnumSet.of(flaw));
    }

    /** With two things wrong, of which each makes up for the other. */
    private static Mutant with(Flaw one, Flaw other) {
        String both = one.wrong() + ", and " + other.wrong();
        return new Mutant("with_" + one + "_and_" + other, both, Guards.all(), EnumSet.of(one, other));
    }

    /** Every mutant that there is. */
    static List<Mutant> all() {
        return Stream.of(
                        Stream.of(Guard.values()).map(Mutant::without),
                        Stream.of(Flaw.values()).map(Mutant::with),
                        Stream.of(with(Flaw.LEASE_NOT_FENCED, Flaw.LOG_TAKES_ANY_ID)))
                .flatMap(mutants -> mutants)
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

    /** Whether nobody's reads become wrong by it alone. docs/simulation.md says why, and what the guard is there for. */
    boolean survives() {
        return Stream.of(
                        without(Guard.LATER_VERSION_STAYS),
                        without(Guard.NARROW_UNLESS_DISTURBED),
                        without(Guard.INPUTS_AS_OF_THEIR_READ),
                        without(Guard.FILL_LEASE),
                        with(Flaw.LEASE_NOT_FENCED),
                        with(Flaw.CHECKPOINT_NOT_FENCED),
                        with(Flaw.LOG_TAKES_ANY_ID))
                .anyMatch(mutant -> mutant.name.equals(name));
    }

    /** The faults that bring it to light: of every kind, but for those that need a coincidence planned for them. */
    Set<Fault> provokedBy() {
        return switch (name) {
            case "without_NOTE_STRICTLY_PASSED", "without_PAST_STRICTLY_PASSED" ->
                EnumSet.of(Fault.HALF_A_TRANSACTION_HELD);
            case "without_COVERAGE", "without_FLOOR_ON_NEW_COVERAGE", "with_DATABASE_FROM_NOW" ->
                EnumSet.of(Fault.PRIVILEGE_REVOKED);
            case "with_INSTANT_AFTER_NOTE" -> EnumSet.of(Fault.NOTE_DELAYED);
            case "with_CONTINUITY_NOT_STRICT", "with_EVENTS_ABOVE_WATERMARK" ->
                EnumSet.of(Fault.HALF_A_TRANSACTION_LOST);
            case "without_GATE_LOOKED_AT_FIRST" -> EnumSet.of(Fault.READER_STOPS_AT_GATE);
            case "with_NO_RESET" -> EnumSet.of(Fault.HISTORY_LOST);
            case "with_FILL_NOT_MAJORITY" -> EnumSet.of(Fault.ROLLBACK);
            case "with_NOTE_FROM_STALE_PRIMARY" -> EnumSet.of(Fault.STALE_PRIMARY);
            case "with_LEASE_NOT_FENCED_and_LOG_TAKES_ANY_ID" -> EnumSet.of(Fault.CANDIDATES_AT_ONCE);
            default -> Fault.ALL;
        };
    }

    private static String wrong(Guard guard) {
        return switch (guard) {
            case RULE -> "the validity rule is switched off";
            case ASOF_BEFORE_READ -> "an entry's version is taken from the reply";
            case FLOOR_ON_EVICTION -> "a forgotten tag leaves no floor";
            case GATE -> "the gate is always open";
            case CAUSAL_PAST -> "what the reader has seen is not looked at";
            case PAST_IN_VERSION -> "a fill's version leaves out what the reader has seen";
            case PAST_STRICTLY_PASSED -> "W ≥ R is enough";
            case FLOORS_IN_VERSION -> "a fill's version leaves out the floors";
            case NOTE_STRICTLY_PASSED -> "C ≤ W is enough";
            case OWN_BOUND -> "a reader's own bound is not looked at";
            case GATE_LOOKED_AT_FIRST -> "tags and floors are looked at before gate and W";
            case FLIGHT_JOINED_BY_RULE -> "any flight is joined";
            case COVERAGE -> "what is not watched is served all the same";
            case FLOOR_ON_NEW_COVERAGE -> "a database that is added has no floor";
            case NARROW_UNLESS_DISTURBED -> "what changed during a query's read doesn't matter";
            case INPUTS_AS_OF_THEIR_READ -> "what chooses a sum's documents counts as of the sum";
            case FILL_LEASE -> "every process loads what it misses";
            case LATER_VERSION_STAYS -> "of two entries the one that comes last stays";
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
