package dev.meerkat.benchmarks.cost;

import com.mongodb.client.model.Updates;
import dev.meerkat.benchmarks.peers.Contender;
import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.faults.audit.Failure;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Read;
import dev.meerkat.faults.audit.Source;
import dev.meerkat.faults.load.Pace;
import dev.meerkat.faults.load.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Reads and writes through a contender, and records for the checker what it saw and when. Ends when it is closed. */
final class CheckedLoad implements AutoCloseable {

    private static final int READERS = 2;
    private static final int READS_PER_TURN = 5;

    private final int process;
    private final Contender contender;
    private final LoadOrder order;
    private final HistoryWriter history;
    private final Threads threads = new Threads(Throwable::printStackTrace);
    private volatile boolean running = true;

    /**
     * Begins.
     *
     * @param place of the instance, from 0
     */
    CheckedLoad(int place, Contender contender, LoadOrder order) throws IOException {
        this.process = place + 1;
        this.contender = contender;
        this.order = order;
        this.history = new HistoryWriter(order.histories(), process);
        for (int i = 0; i < READERS; i++) {
            threads.start("reader-" + i, this::read);
        }
        if (order.writesPerSecond() > 0) {
            threads.start(
                    "writer",
                    () -> new CountedWrites(process, history, place, order.instances())
                            .go(
                                    order.documents(),
                                    order.writesPerSecond(),
                                    () -> running,
                                    (document, number) ->
                                            contender.update(Corpus.id(document), Updates.set("visits", number))));
        }
    }

    private void read() {
        Pace pace = new Pace((double) order.readsPerSecond() / READERS / READS_PER_TURN);
        while (running) {
            for (int i = 0; i < READS_PER_TURN; i++) {
                read(ThreadLocalRandom.current().nextInt(order.documents()));
            }
            pace.await();
        }
    }

    private void read(int document) {
        long begun = System.nanoTime();
        try {
            long number = contender.byId(Corpus.id(document)).visits();
            history.read(new Read(process, Source.NEAR, document, number, begun, System.nanoTime()));
        } catch (RuntimeException e) {
            history.failure(new Failure(process, false, false, System.nanoTime(), e.toString()));
        }
    }

    @Override
    public void close() {
        running = false;
        threads.join(Duration.ofSeconds(5));
        history.close();
    }
}
