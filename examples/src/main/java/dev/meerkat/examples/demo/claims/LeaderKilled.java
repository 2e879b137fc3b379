package dev.meerkat.examples.demo.claims;

import dev.meerkat.examples.demo.group.Group;
import dev.meerkat.examples.demo.group.MemberProcess;
import dev.meerkat.examples.demo.stage.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/**
 * The process that watches for all is killed, and a plain driver writes while nobody watches: the survivors elect another,
 * which catches up, and under its term they hit with the new value.
 */
public final class LeaderKilled implements Claim {

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final Stage stage;

    /** Among the stage's processes; the one killed is replaced. */
    public LeaderKilled(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String title() {
        return "the leader killed";
    }

    @Override
    public Verdict check() {
        Group group = stage.group();
        Rename rename = new Rename(stage, "PT", "Lusitania");
        MemberProcess leader = group.awaitLeader(stage.patience());
        long term = term(leader);
        int before = rename.hitsBefore();
        group.kill(leader);
        rename.writePlainly();
        boolean inGap = group.leader().isEmpty();
        MemberProcess successor = group.awaitLeader(stage.patience());
        Duration election = rename.sinceWrite();
        boolean fresh = awaitFresh(System.nanoTime());
        int after = rename.hitsAfter();
        Duration took = rename.sinceWrite();
        long newTerm = term(successor);
        int survivors = group.members().size();
        group.replace(leader);
        String text = String.format(
                Locale.ROOT,
                "Leader (%s) killed by SIGKILL, then a plain write%s: %s under the term of %s (%.1f s)",
                leader,
                inGap ? " while nobody leads" : " NOT while nobody leads",
                rename.text(before, after),
                successor,
                took.toMillis() / 1e3);
        return Verdict.of(
                before == survivors + 1 && inGap && fresh && after == survivors && newTerm > term,
                text,
                rename.figures(before, after, took)
                        .append("inGap", inGap)
                        .append("term", term)
                        .append("newTerm", newTerm)
                        .append("electionMillis", election.toMillis()));
    }

    private long term(MemberProcess member) {
        Document health = stage.group().health(member);
        return Objects.requireNonNull(health.get("term", Number.class)).longValue();
    }

    /** Waits until what the survivors know is younger than the successor's election: they know it from the successor. */
    private boolean awaitFresh(long elected) {
        long end = elected + stage.patience().toNanos();
        for (MemberProcess member : stage.group().members()) {
            while (true) {
                long sinceElection = (System.nanoTime() - elected) / 1_000_000;
                Number age = (Number) stage.group().health(member).get("freshness");
                if (age != null && age.longValue() < sinceElection) {
                    break;
                }
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
        return true;
    }
}
