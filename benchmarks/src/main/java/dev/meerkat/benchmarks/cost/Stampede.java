package dev.meerkat.benchmarks.cost;

import com.mongodb.client.model.Updates;
import dev.meerkat.benchmarks.peers.Contender;
import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.faults.child.Lines;
import dev.meerkat.faults.load.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/**
 * Many threads read one user from the same instant on. Immutable.
 *
 * @param atNanos when they begin
 * @param user its number
 * @param threads in this process
 * @param reads of each thread
 * @param pauseNanos between a thread's reads
 * @param writeAfterNanos so long after the beginning the user is written as well, by one process; negative for never
 */
record Stampede(long atNanos, int user, int threads, int reads, long pauseNanos, long writeAfterNanos) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Stampede of(Document order) {
        return new Stampede(
                Lines.number(order, "atNanos"),
                (int) Lines.number(order, "user"),
                (int) Lines.number(order, "threads"),
                (int) Lines.number(order, "reads"),
                Lines.number(order, "pauseNanos"),
                Lines.number(order, "writeAfterNanos"));
    }

    Document toDocument() {
        return new Document("atNanos", atNanos)
                .append("user", user)
                .append("threads", threads)
                .append("reads", reads)
                .append("pauseNanos", pauseNanos)
                .append("writeAfterNanos", writeAfterNanos);
    }

    /** Runs it; the answer tells how many reads there were, and how long after the instant the first one began. */
    Document run(Contender contender, boolean writes) {
        AtomicInteger done = new AtomicInteger();
        AtomicLong late = new AtomicLong();
        Threads all = new Threads(Throwable::printStackTrace);
        for (int i = 0; i < threads; i++) {
            all.start("stampede-" + i, () -> {
                Wait.untilNanos(atNanos);
                late.accumulateAndGet(System.nanoTime() - atNanos, Math::max);
                for (int read = 0; read < reads; read++) {
                    contender.byId(Corpus.id(user));
                    done.incrementAndGet();
                    Wait.untilNanos(System.nanoTime() + pauseNanos);
                }
            });
        }
        if (writes && writeAfterNanos >= 0) {
            Wait.untilNanos(atNanos + writeAfterNanos);
            contender.update(Corpus.id(user), Updates.inc("visits", 1L));
        }
        all.join(PATIENCE);
        if (done.get() != threads * reads) {
            throw new IllegalStateException(done.get() + " of " + threads * reads + " reads were answered");
        }
        return new Document("reads", done.get()).append("lateNanos", late.get());
    }
}
