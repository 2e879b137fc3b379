package dev.meerkat.faults.load;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import dev.meerkat.faults.audit.Count;
import dev.meerkat.faults.audit.Failure;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Read;
import dev.meerkat.faults.audit.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads and records what it saw: mostly documents by id, also whole groups by a query, where each document of the group that
 * isn't in the result was seen absent, and counts of sets that grow. For one thread.
 */
public final class Reader implements Runnable {

    private static final double TICKS_PER_SECOND = 50;

    private final int process;
    private final MongoDatabase database;
    private final HistoryWriter history;
    private final Trouble trouble;
    private final Sources sources;
    private final Random lots;
    private final int readsPerTick;
    private final BooleanSupplier goOn;

    /**
     * @param process its number in the histories
     * @param database through the cache
     * @param trouble listens to the database's client
     * @param perSecond how many reads at most
     * @param goOn whether to go on
     */
    public Reader(
            int process,
            MongoDatabase database,
            HistoryWriter history,
            Trouble trouble,
            Sources sources,
            Random lots,
            double perSecond,
            BooleanSupplier goOn) {
        this.process = process;
        this.database = database;
        this.history = history;
        this.trouble = trouble;
        this.sources = sources;
        this.lots = lots;
        this.readsPerTick = (int) Math.max(1, perSecond / TICKS_PER_SECOND);
        this.goOn = goOn;
    }

    @Override
    public void run() {
        Pace pace = new Pace(TICKS_PER_SECOND);
        while (goOn.getAsBoolean()) {
            for (int i = 0; i < readsPerTick && goOn.getAsBoolean(); i++) {
                read();
            }
            pace.await();
        }
    }

    private void read() {
        trouble.begin();
        sources.begin();
        try {
            int lot = lots.nextInt(100);
            if (lot < 92) {
                readDocument(Corpus.toRead(lots));
            } else if (lot < 99) {
                readGroup(Corpus.toRead(lots));
            } else {
                count(GrowingSets.any(lots));
            }
        } catch (RuntimeException e) {
            if (goOn.getAsBoolean()) {
                history.failure(new Failure(process, false, trouble.isCauseOf(e), System.nanoTime(), e.toString()));
            }
        }
    }

    private void readDocument(int document) {
        long begun = System.nanoTime();
        Document found = Corpus.collection(database, document)
                .find(eq("_id", Corpus.anyForm(document, lots)))
                .first();
        saw(document, found, begun, System.nanoTime());
    }

    private void readGroup(int member) {
        long begun = System.nanoTime();
        List<Document> found = Corpus.collection(database, member)
                .find(eq("group", Corpus.group(member)))
                .into(new ArrayList<>());
        long ended = System.nanoTime();
        Map<Integer, Document> byId = new HashMap<>();
        found.forEach(document -> byId.put(document.getInteger("_id"), document));
        Corpus.groupOf(member).forEach(document -> saw(document, byId.get(document), begun, ended));
    }

    private void saw(int document, @Nullable Document found, long begun, long ended) {
        long number = found == null ? Read.ABSENT : found.getLong("n");
        history.read(new Read(process, source(), document, number, begun, ended));
    }

    private void count(int set) {
        long begun = System.nanoTime();
        long counted = GrowingSets.count(database, set);
        history.count(new Count(process, source(), set, counted, begun, System.nanoTime()));
    }

    private Source source() {
        return sources.last();
    }
}
