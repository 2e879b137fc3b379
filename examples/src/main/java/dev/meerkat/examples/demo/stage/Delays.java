package dev.meerkat.examples.demo.stage;

import dev.meerkat.examples.demo.group.MemberProcess;
import dev.meerkat.examples.demo.measure.AuditedWriter;
import dev.meerkat.examples.demo.measure.Histogram;
import dev.meerkat.examples.demo.measure.SharedTimes;
import dev.meerkat.examples.demo.member.MemberSettings;
import dev.meerkat.examples.demo.repositories.LocaleRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import org.bson.Document;

/**
 * Invalidation delays: from a plain driver's acknowledged write to the end of the first read in each process that returned
 * it, both by this machine's clock. A read that was faster than the acknowledgement counts as 0.
 */
public final class Delays {

    private static final int ROW = 0;
    private static final Duration LOST = Stage.BOUND.multipliedBy(2);

    private Delays() {}

    /**
     * Measures, one write after the other: the next is made when every process has seen the last.
     *
     * @param writes how many
     * @param progress is told which part is done, from 0 to 1
     * @return in microseconds; empty if a process did not see a write within twice the bound
     */
    public static Histogram measure(Stage stage, int writes, DoubleConsumer progress) {
        MemberSettings settings = stage.settings();
        SharedTimes times = stage.times();
        LocaleRepository locales = new LocaleRepository(stage.database());
        AuditedWriter writer =
                new AuditedWriter(locales, locales, "a plain driver", settings.audited(), List.of(ROW), times);
        int first = writer.number(ROW);
        Document poll = new Document("tag", settings.audited().get(ROW))
                .append("first", first)
                .append("last", first + writes)
                .append("millis", (int) LOST.toMillis());
        List<MemberProcess> members = stage.group().members();
        List<CompletableFuture<Document>> polls = new ArrayList<>();
        members.forEach(member -> polls.add(member.ask("poll", poll)));
        Histogram delays = new Histogram();
        for (int i = 1; i <= writes; i++) {
            int n = writer.write(ROW);
            for (MemberProcess member : members) {
                int row = settings.withNumber(member.number()).seenRow();
                if (!awaitSeen(times, row, n)) {
                    return new Histogram();
                }
                delays.add(Math.max(0, times.get(row, n) - times.get(ROW, n)));
            }
            progress.accept((double) i / writes);
        }
        for (int i = 0; i < members.size(); i++) {
            members.get(i).get(polls.get(i), stage.patience());
        }
        return delays;
    }

    private static boolean awaitSeen(SharedTimes times, int row, int n) {
        long end = System.nanoTime() + LOST.toNanos();
        while (times.get(row, n) == 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return true;
    }
}
